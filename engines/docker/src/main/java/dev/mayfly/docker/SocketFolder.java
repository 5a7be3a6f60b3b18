package dev.mayfly.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Makes folders in which a program of this JVM's can have its sockets. */
final class SocketFolder {

  /** ssh adds 17 characters to a name, and sockets have 104 at most on some systems. */
  private static final int LONGEST = 104 - "/engine.sock".length() - 17;

  /** Others mean something to ssh's options. */
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}/._+@=,~$-]+");

  private SocketFolder() {}

  /**
   * Makes one for this user alone, in the folder for temporary files if sockets can be there, else
   * in {@code /tmp}.
   *
   * @param program that needs it
   * @throws IOException if neither can be used; the message says why
   */
  static Path create(String program) throws IOException {
    List<Path> places =
        List.of(Path.of(System.getProperty("java.io.tmpdir", "/tmp")), Path.of("/tmp"));
    IOException last = new IOException("its name is too long for a socket, or has odd characters");
    for (Path place : places) {
      try {
        Path folder = Files.createTempDirectory(place, "mayfly-" + program).toAbsolutePath();
        String name = folder.toString();
        if (name.length() <= LONGEST && PLAIN.matcher(name).matches()) {
          return folder;
        }
        Files.delete(folder);
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IOException(
        program
            + " needs a folder for its sockets, and none can be made in java.io.tmpdir ("
            + places.get(0)
            + ") or /tmp: "
            + last.getMessage(),
        last);
  }
}
