package dev.mayfly.engine;

import java.util.UUID;

/** New ids that look like an engine's: 64 hexadecimal digits. */
final class MemoryIds {

  private MemoryIds() {}

  static String next() {
    return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
  }

  static String image() {
    return "sha256:" + next();
  }
}
