package dev.mayfly.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of this machine's files as containers have them: in UTF-8, and parted by slashes, whatever
 * the encoding of this JVM's locale is.
 */
public final class FileNames {

  private static final char UNKNOWN = '\uFFFD';

  private FileNames() {}

  /**
   * The text of a path; a backslash within a name stays.
   *
   * @throws IOException if a name's bytes are no UTF-8
   */
  public static String of(Path path) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path name : path) {
      names.add(nameOf(name));
    }
    return (path.isAbsolute() ? "/" : "") + String.join("/", names);
  }

  private static String nameOf(Path name) throws IOException {
    String plain = name.toString();
    if (isAscii(plain) || name.getFileSystem() != FileSystems.getDefault()) {
      return plain;
    }
    String path = name.toAbsolutePath().getRoot().resolve(name).toUri().getPath(); // as UTF-8
    String decoded = path.replaceFirst("/$", "").replaceFirst("^.*/", "");
    if (decoded.indexOf(UNKNOWN) >= 0) {
      throw new IOException("the name of " + name + " is not in UTF-8");
    }
    return decoded;
  }

  /** The path of a name of a container's file, which may have slashes, in a directory. */
  public static Path resolve(Path directory, String name) {
    return isAscii(name) || directory.getFileSystem() != FileSystems.getDefault()
        ? directory.resolve(name)
        : directory.resolve(relative(directory.toAbsolutePath().getRoot(), name));
  }

  private static Path relative(Path root, String name) {
    StringBuilder uri = new StringBuilder(root.toUri().toString());
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      uri.append(b == '/' ? "/" : "%%%02X".formatted(b & 0xff));
    }
    Path absolute = Path.of(URI.create(uri.toString()));
    return name.startsWith("/") ? absolute : absolute.subpath(0, absolute.getNameCount());
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }
}
