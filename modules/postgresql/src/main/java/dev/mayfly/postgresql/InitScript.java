package dev.mayfly.postgresql;

import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where an init script goes: into the image's folder for them, numbered so that order is kept. */
final class InitScript {

  private static final String FOLDER = "/docker-entrypoint-initdb.d/";
  private static final List<String> ENDINGS =
      List.of(".sql", ".sql.gz", ".sql.xz", ".sql.zst", ".sh");

  private InitScript() {}

  /** The file to copy for {@code script}, to run after those in {@code before}. */
  static CopiedFile next(List<CopiedFile> before, @Nullable FileSource script) {
    if (script == null) {
      throw new IllegalArgumentException("An init script is null.");
    }
    long number = before.stream().filter(InitScript::runs).count();
    String name = fileName(script);
    if (ENDINGS.stream().noneMatch(name::endsWith)) {
      throw new IllegalArgumentException(
          "The image would pass over the init script \""
              + script.describe()
              + "\"; let its name end in one of "
              + ENDINGS
              + ".");
    }
    CopiedFile file =
        CopiedFile.of(script, FOLDER + String.format(Locale.ROOT, "%03d-%s", number, name));
    return name.endsWith(".sh") ? file : file.mode(0644);
  }

  /** Whether the image runs the file at the start. */
  static boolean runs(CopiedFile file) {
    return file.containerPath().startsWith(FOLDER);
  }

  private static String fileName(FileSource script) {
    String path =
        script instanceof FileSource.Bytes ? "script.sql" : script.describe().replace('\\', '/');
    return Stream.of(path.split("/")).reduce((first, second) -> second).orElse(path);
  }
}
