package dev.mayfly.forward;

import dev.mayfly.arguments.Printable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Stream;
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
  private static final int LONGEST_LINE = 300;

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

    private static Optional<What> of(int letter) {
      return Stream.of(values()).filter(what -> what.letter == letter).findFirst();
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

  /** What a program says that has trouble: its standard error comes the same way. */
  private static String line(int first, InputStream in) throws IOException {
    StringBuilder line = new StringBuilder().append((char) first);
    for (int next = in.read();
        next >= 0 && next != '\n' && line.length() < LONGEST_LINE;
        next = in.read()) {
      line.append((char) next);
    }
    return Printable.text(line.toString().strip());
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
    Optional<What> known = What.of(letter);
    if (known.isEmpty()) {
      throw new IOException("it says \"" + line(letter, in) + "\"");
    }
    What what = known.get();
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
