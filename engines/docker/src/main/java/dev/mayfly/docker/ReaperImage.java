package dev.mayfly.docker;

import dev.mayfly.ImageName;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.FileEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The reaper's image: one static program from this jar, imported into the engine under a name made
 * of its content, so that nothing is pulled and each version is imported once.
 */
final class ReaperImage {

  private final ImageName name;
  private final byte[] program;

  private ReaperImage(ImageName name, byte[] program) {
    this.name = name;
    this.program = program;
  }

  ImageName name() {
    return name;
  }

  /**
   * The image for an engine's machine.
   *
   * @param machine its architecture, in the words of the JDK or of Go
   */
  static ReaperImage forMachine(String machine) {
    String architecture =
        switch (machine) {
          case "arm64", "aarch64" -> "arm64";
          case "amd64", "x86_64" -> "amd64";
          default -> throw new MayflyException("There is no reaper for " + machine + " machines.");
        };
    byte[] program = read("reaper-" + architecture);
    return new ReaperImage(ImageName.parse("mayfly/reaper:" + hash(program)), program);
  }

  /** Imports the image unless the engine has it. */
  void ensure(ImageCalls images) {
    if (images.find(name).isEmpty()) {
      FileEntry file =
          FileEntry.file(
              "/reaper", 0755, 0, 0, program.length, () -> new ByteArrayInputStream(program));
      images.importFiles(name, List.of(file), List.of("/reaper"));
    }
  }

  private static byte[] read(String resource) {
    try (InputStream in = ReaperImage.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new MayflyException("The jar of mayfly-docker lacks " + resource + ".");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new MayflyException("Can't read " + resource + " from the jar of mayfly-docker.", e);
    }
  }

  private static String hash(byte[] program) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(program);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
