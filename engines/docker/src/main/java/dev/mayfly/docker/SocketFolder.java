package dev.mayfly.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes folders in which a program of this JVM's can have its sockets. */
final class SocketFolder {

  /** ssh adds 17 characters to a name, and sockets have 104 at most on some systems. */
  private static final int LONGEST = 104 - "/engine.sock".length() - 17;

  /** Others mean something to ssh's options. */
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}/._+@=,~$-]+");

  private static final String UNUSABLE =
      "its name is too long for a socket, or has odd characters, or it can't be written";
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private SocketFolder() {}

  private static List<Path> places() {
    return List.of(Path.of(System.getProperty("java.io.tmpdir", "/tmp")), Path.of("/tmp"));
  }

  /**
   * Makes one for this user alone, in the folder for temporary files if sockets can be there, else
   * in {@code /tmp}.
   *
   * @param program that needs it
   * @throws IOException if neither can be used; the message says why
   */
  static Path create(String program) throws IOException {
    IOException last = new IOException(UNUSABLE);
    for (Path place : places()) {
      try {
        Path folder = Files.createTempDirectory(place, "mayfly-" + program).toAbsolutePath();
        if (canHoldSockets(folder)) {
          return folder;
        }
        Files.delete(folder);
      } catch (IOException e) {
        last = e;
      }
    }
    throw noPlace(program, last);
  }

  /**
   * Where this JVM has its only one, there or not; {@link #make} makes it.
   *
   * @param program that needs it
   * @param which of its kind
   * @throws IOException if there is no place for one; the message says why
   */
  static Path ofThisJvm(String program, String which) throws IOException {
    ProcessHandle self = ProcessHandle.current();
    String mark = self.info().startInstant() + " " + which;
    String hash = Sha256.of(mark.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    String name = "mayfly-" + program + "-" + self.pid() + "-" + hash;
    for (Path place : places()) {
      Path folder = place.resolve(name).toAbsolutePath();
      if (canHoldSockets(folder) && Files.isWritable(place)) {
        return folder;
      }
    }
    throw noPlace(program, new IOException(UNUSABLE));
  }

  /**
   * Makes one for this user alone; tells whether it was not there before.
   *
   * @throws IOException if something else is there, as another user's
   */
  static boolean make(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
      return true;
    } catch (FileAlreadyExistsException e) {
      if (isForeign(folder)) {
        throw new IOException(folder + " is not a folder of this user alone. Remove it.", e);
      }
      return false;
    }
  }

  private static boolean isForeign(Path folder) throws IOException {
    try {
      PosixFileAttributes found =
          Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return !found.isDirectory()
          || !found.permissions().equals(PRIVATE)
          || !found.owner().equals(Files.getOwner(Path.of("/proc/self")));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static boolean canHoldSockets(Path folder) {
    String name = folder.toString();
    return name.length() <= LONGEST && PLAIN.matcher(name).matches();
  }

  private static IOException noPlace(String program, IOException why) {
    return new IOException(
        program
            + " needs a folder for its sockets, and none can be made in java.io.tmpdir ("
            + places().get(0)
            + ") or /tmp: "
            + why.getMessage(),
        why);
  }
}
