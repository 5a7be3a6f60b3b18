package dev.mayfly.secrets;

import dev.mayfly.arguments.JsonString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The ways in which programs write a value that they pass on. */
final class Encodings {

  private static final int SHORTEST_BASE64 = 8;

  private Encodings() {}

  /** The value as it is, in URLs, JSON, XML, SQL, and in Base64, also within a longer text. */
  static Set<String> of(String value) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(value);
    String url = URLEncoder.encode(value, StandardCharsets.UTF_8);
    forms.add(url);
    forms.add(url.replace("+", "%20"));
    forms.add(lowerHex(url));
    forms.add(lowerHex(url.replace("+", "%20")));
    forms.add(value.replace(" ", "%20"));
    String json = JsonString.escape(value, c -> true);
    forms.add(json);
    forms.add(JsonString.escape(value, c -> c < 0x7f));
    forms.add(json.replace("/", "\\/"));
    forms.add(JsonString.escape(json, c -> true));
    forms.add(value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    forms.add(value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
    forms.add(value.replace("'", "''"));
    forms.add(value.replace("'", "'\\''"));
    base64(value.getBytes(StandardCharsets.UTF_8), forms);
    return forms;
  }

  private static String lowerHex(String url) {
    StringBuilder text = new StringBuilder(url);
    for (int i = text.indexOf("%"); i >= 0; i = text.indexOf("%", i + 1)) {
      String hex = text.substring(i + 1, Math.min(text.length(), i + 3));
      text.replace(i + 1, i + 1 + hex.length(), hex.toLowerCase(Locale.ROOT));
    }
    return text.toString();
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
