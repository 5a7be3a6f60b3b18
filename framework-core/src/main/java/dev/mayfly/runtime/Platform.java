package dev.mayfly.runtime;

import dev.mayfly.engine.ImageState;
import java.util.Locale;
import java.util.Map;

/**
 * The system and the processor that an image is for. The variant is left out, which engines don't
 * tell alike; other names of processors are read as Docker reads them.
 */
record Platform(String system, String processor) {

  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "x86_64", "amd64", "x86-64", "amd64", "aarch64", "arm64", "i386", "386", "armhf", "arm");

  /** Reads {@code linux/amd64}, {@code linux/arm64/v8} or {@code amd64}. */
  static Platform of(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split("/", -1);
    String system = parts.length == 1 ? "linux" : parts[0];
    String processor = parts.length == 1 ? parts[0] : parts[1];
    return new Platform(system, OTHER_NAMES.getOrDefault(processor, processor));
  }

  /** As people write it, {@code linux/amd64}. */
  String text() {
    return system + "/" + processor;
  }

  boolean isThatOf(ImageState image) {
    return equals(of(image.platform()));
  }
}
