package dev.mayfly.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lists the files of a folder that other JVMs write to, and may remove meanwhile. */
public final class FolderFiles {

  private FolderFiles() {}

  /**
   * Those whose names fit; none if there is no folder, or what is there is none.
   *
   * @param glob as of {@link Files#newDirectoryStream(Path, String)}
   */
  public static List<Path> of(Path folder, String glob) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      found.forEach(files::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return files;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return files;
  }
}
