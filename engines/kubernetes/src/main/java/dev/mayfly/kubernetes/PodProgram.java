package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program of a pod's image that copies for us: what it reads is written to it as it goes, what it
 * writes can be read while it runs, and how it ended is told at last.
 */
final class PodProgram implements AutoCloseable {

  private static final int MOST_ERRORS = 4_000;

  private final String what;
  private final PodSocket socket;
  private final Output output = new Output();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private @Nullable ExecStatus status;

  private PodProgram(String what, PodSocket socket) {
    this.what = what;
    this.socket = socket;
  }

  static PodProgram start(
      PodExec exec, String pod, String what, List<String> command, boolean stdin) {
    return new PodProgram(what, exec.open(pod, what, command, stdin));
  }

  OutputStream input() {
    return new BufferedOutputStream(new PodStreams(socket).stdin(), 32 * 1024);
  }

  InputStream output() {
    return output;
  }

  /** Reads on to the program's end; its exit code, or that of a shell that can't run it. */
  int exitCode() throws IOException {
    output.transferTo(OutputStream.nullOutputStream());
    ExecStatus read = status;
    if (read == null) {
      throw new IOException("the connection ended before the program");
    }
    Integer code = read.exitCode();
    if (code == null) {
      throw new EngineException(500, "Can't " + what + ": " + read.words());
    }
    return code;
  }

  /** What it said of its trouble. */
  String errors() {
    String words = status == null ? "" : status.words();
    return (errors.toString(StandardCharsets.UTF_8) + " " + words).trim();
  }

  @Override
  public void close() {
    socket.close();
  }

  /** Its standard output up to its end. */
  private final class Output extends InputStream {
    private byte[] piece = new byte[0];
    private int next;
    private boolean ended;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      while (next == piece.length && !ended && length > 0) {
        receive();
      }
      int count = Math.min(length, piece.length - next);
      System.arraycopy(piece, next, bytes, offset, count);
      next += count;
      return count == 0 && length > 0 ? -1 : count;
    }

    private void receive() throws IOException {
      try {
        take(socket.next());
      } catch (InterruptedException e) {
        throw ApiErrors.interrupted(what, e);
      }
    }

    private void take(Message message) {
      switch (message.channel()) {
        case Message.STDOUT -> {
          piece = message.bytes();
          next = 0;
        }
        case Message.STDERR -> {
          int room = Math.max(0, MOST_ERRORS - errors.size());
          errors.write(message.bytes(), 0, Math.min(room, message.bytes().length));
        }
        case Message.STATUS -> {
          status = ExecStatus.read(message.bytes());
          ended = true;
        }
        default -> ended = true;
      }
    }
  }
}
