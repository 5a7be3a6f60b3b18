package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names as a cluster takes them: labels of DNS. */
final class Names {

  /** What names of parts are made of one by adding to it. */
  private static final int LONGEST = 50;

  private static final Pattern LABEL = Pattern.compile("[a-z]([a-z0-9-]*[a-z0-9])?");
  private static final Pattern ALIAS = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private Names() {}

  /**
   * The cluster's name for something that is called {@code name}, another one for each; one that
   * came of this stays as it is.
   */
  static String fitted(String name) {
    if (name.length() <= LONGEST && LABEL.matcher(name).matches()) {
      return name;
    }
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String begun = plain.matches("[a-z].*") ? plain : "m-" + plain.replaceFirst("^-", "");
    String cut = begun.substring(0, Math.min(begun.length(), 36)).replaceFirst("-+$", "");
    return cut + "-" + digest(name).substring(0, 12);
  }

  /**
   * A container's name on its networks. Lookups don't tell capitals from small letters.
   *
   * @throws EngineException if names in a cluster can't be so
   */
  static String alias(String alias) {
    String small = alias.toLowerCase(Locale.ROOT);
    if (!isAlias(small)) {
      throw new EngineException(
          400,
          "A cluster can't have a container found by the name \""
              + alias
              + "\": names there have letters, digits and -, no _ and no dot, and 63 characters at"
              + " most. Rename the field or the alias.");
    }
    return small;
  }

  /** Whether a container can be called so, there or by itself. */
  static boolean isAlias(String name) {
    return ALIAS.matcher(name).matches();
  }

  /** What one text has and hardly any other; fit for names. */
  static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 20);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each Java has it
    }
  }
}
