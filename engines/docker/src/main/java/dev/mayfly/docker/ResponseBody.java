package dev.mayfly.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/**
 * The body of a response: the bytes of one exchange out of a connection's, and then its end.
 *
 * <p>A body is a row of parts whose length is known before each: one part, or chunks. {@code atEnd}
 * runs once when the last byte has been read, and not if the connection breaks before.
 */
final class ResponseBody extends InputStream {

  private final InputStream connection;
  private final boolean chunked;
  private final Runnable atEnd;
  private long leftInPart;
  private boolean ended;

  private ResponseBody(InputStream connection, boolean chunked, long length, Runnable atEnd) {
    this.connection = connection;
    this.chunked = chunked;
    this.leftInPart = length;
    this.atEnd = atEnd;
  }

  static InputStream chunked(InputStream connection, Runnable atEnd) {
    return new ResponseBody(connection, true, 0, atEnd);
  }

  static InputStream sized(InputStream connection, long length, Runnable atEnd) {
    ResponseBody body = new ResponseBody(connection, false, length, atEnd);
    if (length == 0) {
      body.end();
    }
    return body;
  }

  /** Reads the value of a Content-Length header. */
  static long length(String header) throws ProtocolException {
    if (!header.matches("[0-9]{1,18}")) {
      throw new ProtocolException("This is no length: \"" + header + "\"");
    }
    return Long.parseLong(header);
  }

  private void end() {
    ended = true;
    atEnd.run();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!ended && leftInPart == 0) {
      beginChunk();
    }
    if (ended) {
      return -1;
    }
    int read = connection.read(target, offset, (int) Math.min(length, leftInPart));
    if (read < 0) {
      throw new EOFException("The engine closed the connection within a response.");
    }
    leftInPart -= read;
    if (leftInPart == 0) {
      endPart();
    }
    return read;
  }

  private void endPart() throws IOException {
    if (!chunked) {
      end();
    } else if (!ResponseHead.line(connection).isEmpty()) {
      throw new ProtocolException("A chunk of the response is longer than it says.");
    }
  }

  private void beginChunk() throws IOException {
    String size = ResponseHead.line(connection).split(";", 2)[0].strip();
    if (!size.matches("[0-9a-fA-F]{1,15}")) {
      throw new ProtocolException("This is no size of a chunk: \"" + size + "\"");
    }
    leftInPart = Long.parseLong(size, 16);
    if (leftInPart == 0) {
      while (!ResponseHead.line(connection).isEmpty()) {
        // trailers say nothing that is wanted
      }
      end();
    }
  }
}
