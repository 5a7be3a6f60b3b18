package dev.mayfly.tls;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes what is binary as text that programs find in files: PEM, RFC 7468. */
final class Pem {

  private Pem() {}

  /**
   * A block.
   *
   * @param label such as {@code CERTIFICATE}
   */
  static String of(String label, byte[] content) {
    byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, lineEnd).encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
