package dev.mayfly.secrets;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells by its name whether a variable, a key or an option holds a secret. */
final class SecretName {

  /** What most names lack, so that no more is asked of them. */
  private static final Pattern MAYBE =
      Pattern.compile(
          "(?i)pass|pw|secret|token|cred|jwt|cookie|auth|bearer|mnemonic|key|pat|pin|otp|kennwort"
              + "|sharedaccess");

  /** Wherever they stand in a name. */
  private static final Pattern ANYWHERE =
      Pattern.compile(
          "PASSW|PASSPHRASE|PASSCODE|KENNWORT|SECRET|TOKEN|CREDENTIAL|JWT|COOKIE|AUTHORIZATION"
              + "|BEARER|MNEMONIC|SHAREDACCESS");

  /** As the last word, numbers aside. */
  private static final Set<String> WORDS =
      Set.of("KEY", "KEYS", "PASS", "PWD", "PW", "AUTH", "PAT", "PIN", "OTP", "CREDS", "CRED");

  /** At the end of a last word that is none of {@link #ORDINARY}: DBPASS, SSHKEY, SAPWD. */
  private static final Pattern ENDING = Pattern.compile(".+(KEY|KEYS|PASS|PWD|PW|AUTH)");

  private static final Set<String> ORDINARY =
      Set.of(
          "MONKEY",
          "DONKEY",
          "TURKEY",
          "HOCKEY",
          "WHISKEY",
          "JOCKEY",
          "LACKEY",
          "HOTKEY",
          "FLUNKEY",
          "MONKEYS",
          "DONKEYS",
          "TURKEYS",
          "HOTKEYS",
          "BYPASS",
          "COMPASS",
          "TRESPASS",
          "SURPASS",
          "OVERPASS",
          "UNDERPASS",
          "ENCOMPASS",
          "PUBLICKEY",
          "PUBKEY",
          "PRIMARYKEY",
          "FOREIGNKEY",
          "OLDPWD",
          "ONEPASS");

  /** Before a last word KEY: no secret. */
  private static final Set<String> OF_OPEN_KEYS =
      Set.of(
          "PUBLIC",
          "PUB",
          "PRIMARY",
          "FOREIGN",
          "PARTITION",
          "ROUTING",
          "SORT",
          "CACHE",
          "ROW",
          "HOT",
          "SHARD",
          "UNIQUE");

  /** A name that ends in one of them tells of a secret, and does not hold it. */
  private static final Set<String> ABOUT =
      Set.of(
          "NAME",
          "DOMAIN",
          "HOST",
          "PORT",
          "TTL",
          "LENGTH",
          "SIZE",
          "COUNT",
          "ALGORITHM",
          "METHOD",
          "TYPE",
          "FORMAT",
          "ENABLED",
          "DISABLED",
          "TIMEOUT",
          "EXPIRY",
          "EXPIRATION",
          "EXPIRES",
          "ISSUER",
          "AUDIENCE",
          "POLICY",
          "VERSION",
          "HEADER",
          "ENCODER",
          "ENCRYPTION",
          "TOKENIZER",
          "PARALLELISM",
          "REQUIRED",
          "SECURE",
          "SAMESITE",
          "ROTATION",
          "VALIDITY",
          "STRENGTH");

  /** Names that end in one of them hold a secret only if the value is no path or address. */
  private static final Set<String> OF_PLACES =
      Set.of(
          "FILE",
          "PATH",
          "DIR",
          "DIRECTORY",
          "FOLDER",
          "LOCATION",
          "URL",
          "URI",
          "ENDPOINT",
          "PWD");

  /** Last words that are too ordinary in running text to be taken for a secret's name alone. */
  private static final Set<String> TOO_ORDINARY =
      Set.of("KEY", "KEYS", "AUTH", "PASS", "PAT", "PIN");

  /** A source file, before the number of a line: as in {@code (TokenService.java:42)}. */
  private static final Pattern SOURCE =
      Pattern.compile(
          "(?i).+\\.(?:java|kts?|scala|groovy|clj|py|rb|go|rs|php|[cm]?[jt]s|cs|c|cc|cpp|h)");

  private SecretName() {}

  /** Whether the value of a variable or an option of that name is a secret. */
  static boolean holdsSecret(String name, String value) {
    List<String> words = MAYBE.matcher(name).find() ? words(name) : List.of();
    if (words.isEmpty()) {
      return false;
    }
    String last = words.get(words.size() - 1);
    if (ABOUT.contains(last) || last.startsWith("TOKENIZ")) {
      return false;
    }
    if (OF_PLACES.contains(last) && isPlace(value)) {
      return false;
    }
    String joined = String.join("", words);
    return ANYWHERE.matcher(joined).find() || isKeyOrPassword(words, last);
  }

  /** The same for a name that was found in running text. */
  static boolean holdsSecretInText(String name, String value) {
    return holdsSecret(name, value)
        && !SOURCE.matcher(name).matches()
        && !(words(name).size() == 1 && TOO_ORDINARY.contains(words(name).get(0)));
  }

  private static boolean isKeyOrPassword(List<String> words, String last) {
    String before = words.size() > 1 ? words.get(words.size() - 2) : "";
    if (last.startsWith("KEY") && OF_OPEN_KEYS.contains(before)) {
      return false;
    }
    boolean isId = last.equals("ID") && before.equals("KEY"); // AWS_ACCESS_KEY_ID
    return isId
        || WORDS.contains(last)
        || (ENDING.matcher(last).matches() && !ORDINARY.contains(last));
  }

  private static boolean isPlace(String value) {
    return value.startsWith("/") || value.startsWith("./") || value.contains("://");
  }

  /** The words of {@code apiKey2}, {@code API_KEY}, {@code api.key}: API, KEY. */
  private static List<String> words(String name) {
    String spaced = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toUpperCase(Locale.ROOT);
    return List.of(spaced.split("[^\\p{L}]+", -1)).stream()
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
