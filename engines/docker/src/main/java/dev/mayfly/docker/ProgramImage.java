package dev.mayfly.docker;

import dev.mayfly.ImageName;
import dev.mayfly.engine.FileEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/**
 * The image of a program of ours: one static executable from this jar, imported into the engine
 * under a name made of its content, so that nothing is pulled and each version is imported once. It
 * is known by its content: anybody can give an image that name.
 */
final class ProgramImage {

  private final ImageName name;
  private final byte[] layer;

  private ProgramImage(ImageName name, byte[] layer) {
    this.name = name;
    this.layer = layer;
  }

  ImageName name() {
    return name;
  }

  /**
   * The image for an engine's machine.
   *
   * @param machine its architecture, in the words of the JDK or of Go
   */
  static ProgramImage of(OwnProgram which, String machine) {
    byte[] program = which.forMachine(machine);
    String tag = Sha256.of(program).substring(0, 16);
    return new ProgramImage(
        ImageName.parse("mayfly/" + which.word() + ":" + tag), layer(which.path(), program));
  }

  /** By which an image of this content is known, whatever its name and id. */
  String layerDigest() {
    return "sha256:" + Sha256.of(layer);
  }

  /** Imports the image unless the engine has it, and tells its id. */
  String ensure(ImageCalls images) {
    return images
        .idOf(name, layerDigest())
        .orElseGet(() -> images.importLayer(name, out -> out.write(layer)));
  }

  /** The same bytes in every JVM. */
  private static byte[] layer(String path, byte[] program) {
    FileEntry file =
        FileEntry.file(path, 0755, 0, 0, program.length, () -> new ByteArrayInputStream(program));
    ByteArrayOutputStream layer = new ByteArrayOutputStream();
    try {
      new TarWriter(List.of(file), Instant.EPOCH).writeTo(layer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return layer.toByteArray();
  }
}
