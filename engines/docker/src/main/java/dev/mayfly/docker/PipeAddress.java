package dev.mayfly.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A named pipe of Windows.
 *
 * @param pipe its path with slashes, {@code //./pipe/docker_engine}
 */
record PipeAddress(String pipe) implements EngineAddress {

  private static final String SCHEME = "npipe://";
  private static final Pattern FORM = Pattern.compile("//([^/\\s]+)/pipe/[^\\s]+");

  /**
   * Reads the path, with slashes or with backslashes.
   *
   * @throws IllegalArgumentException if it is of another form; the message says which is wanted
   */
  static PipeAddress parse(String path) {
    String pipe = path.replace('\\', '/');
    if (!FORM.matcher(pipe).matches()) {
      throw new IllegalArgumentException(
          "write npipe:////./pipe/docker_engine, with four slashes and a dot for this machine");
    }
    return new PipeAddress(pipe);
  }

  @Override
  public Dialer dialer() throws IOException {
    if (!isWindows()) {
      throw new IOException(
          "named pipes are Windows', and this is "
              + System.getProperty("os.name")
              + ". Name a socket or a port: unix:///path, tcp://host:port");
    }
    return new PipeDialer(Path.of(pipe.replace('/', '\\')), OverlappedPipe::open);
  }

  static boolean isWindows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }

  /** Whether the pipe is one of this machine. */
  boolean isHere() {
    return host().isEmpty();
  }

  @Override
  public String httpHost() {
    return "localhost";
  }

  @Override
  public @Nullable Path socket() {
    return null;
  }

  @Override
  public String host() {
    String server = pipe.substring(2, pipe.indexOf('/', 2));
    return server.equals(".") ? "" : server;
  }

  @Override
  public String toString() {
    return SCHEME + pipe;
  }
}
