package dev.mayfly.forward;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One word between this JVM and a relay.
 *
 * @param what it says
 * @param connection of which, as the relay numbers them; 0 for none
 * @param number of bytes, a port or an error, as {@code what} has it
 * @param bytes of {@link What#DATA}; else none
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, and compared by nobody
record RelayFrame(What what, int connection, int number, byte[] bytes) {

  private static final int HEAD = 9;
  private static final int MOST_BYTES = 1 << 16;

  /** What a frame says. */
  enum What {
    /**
     * To the relay: listen on this port. From it: it does, or the error in place of the connection.
     */
    LISTEN('L'),
    /** A connection was taken at this port. */
    OPENED('O'),
    /** So many bytes of a connection follow. */
    DATA('D'),
    /** So many more bytes of a connection may be sent. */
    WINDOW('W'),
    /** No bytes of a connection come any more. */
    END('E'),
    /** A connection is broken. */
    RESET('R');

    private final char letter;

    What(char letter) {
      this.letter = letter;
    }

    private static What of(int letter) throws IOException {
      for (What what : values()) {
        if (what.letter == letter) {
          return what;
        }
      }
      throw new IOException("a relay does not say " + letter);
    }
  }

  static RelayFrame of(What what, int connection, int number) {
    return new RelayFrame(what, connection, number, new byte[0]);
  }

  static RelayFrame data(int connection, byte[] bytes) {
    return new RelayFrame(What.DATA, connection, bytes.length, bytes);
  }

  /** As it is sent. */
  byte[] encoded() {
    return ByteBuffer.allocate(HEAD + bytes.length)
        .put((byte) what.letter)
        .putInt(connection)
        .putInt(number)
        .put(bytes)
        .array();
  }

  /**
   * The next one; null at the end.
   *
   * @throws IOException if it ends within one, or what comes is none
   */
  static @Nullable RelayFrame read(InputStream in) throws IOException {
    int letter = in.read();
    if (letter < 0) {
      return null;
    }
    DataInputStream data = new DataInputStream(in);
    What what = What.of(letter);
    int connection = data.readInt();
    int number = data.readInt();
    if (what != What.DATA) {
      return of(what, connection, number);
    }
    if (number < 0 || number > MOST_BYTES) {
      throw new IOException("a relay does not send " + number + " bytes at once");
    }
    byte[] bytes = in.readNBytes(number);
    if (bytes.length < number) {
      throw new EOFException("the relay's words end within one");
    }
    return data(connection, bytes);
  }
}
