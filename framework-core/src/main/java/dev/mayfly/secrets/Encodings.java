package dev.mayfly.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What programs make of a whole value that they pass on; see {@link EscapedValue} for characters.
 */
final class Encodings {

  private static final int SHORTEST_BASE64 = 8;

  private Encodings() {}

  /** The value as it is, and in Base64, also within a longer text. */
  static Set<String> of(String value) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(value);
    base64(value.getBytes(StandardCharsets.UTF_8), forms);
    return forms;
  }

  /** What is the same in Base64 whatever stands before and behind the value. */
  private static void base64(byte[] value, Set<String> forms) {
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + value.length];
      System.arraycopy(value, 0, shifted, before, value.length);
      int first = (before * 8 + 5) / 6;
      int last = shifted.length * 8 / 6;
      if (last - first >= SHORTEST_BASE64) {
        forms.add(Base64.getEncoder().encodeToString(shifted).substring(first, last));
        forms.add(Base64.getUrlEncoder().encodeToString(shifted).substring(first, last));
      }
    }
  }
}
