package dev.mayfly.jdbc.url;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names for makers of slices, which no other has. */
final class RunId {

  private static final int BYTES = 6; // 12 hexadecimal digits, as SliceMaker wants them

  private RunId() {}

  static String next() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
