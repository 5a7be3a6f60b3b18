package dev.mayfly.report;

import dev.mayfly.ContainerSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps one container's passwords out of what people and files get to see. Immutable.
 *
 * <p>Secret is the value of each environment variable whose name says so (password, token, key,
 * secret), and what stands before the {@code @} of a URL. A value that the image's name or a
 * variable without a secret shows as well is none: masking it would only make messages unreadable.
 */
public final class Secrets {

  private static final String MASK = "***";
  private static final Pattern PART =
      Pattern.compile(".*(PASSW|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|APIKEY|ACCESSKEY).*");
  private static final Set<String> WORDS = Set.of("KEY", "PASS", "PWD", "PW", "AUTH");
  private static final Pattern URL_USER = Pattern.compile("(\\b[\\w+.-]+://)[^\\s/@\"'<>]+@");
  private static final Pattern URL_PASSWORD =
      Pattern.compile("\\b[\\w+.-]+://[^\\s/@:]*:([^\\s/@]+)@");
  private static final Set<String> TRIVIAL = Set.of("", "true", "false", "yes", "no", "on", "off");
  private static final int ANYWHERE = 8;

  private final Map<String, String> env;
  private final List<Pattern> literals;

  private Secrets(Map<String, String> env, List<Pattern> literals) {
    this.env = env;
    this.literals = literals;
  }

  /** The secrets of a container's environment. */
  public static Secrets of(ContainerSpec spec) {
    List<String> values = new ArrayList<>();
    spec.env().forEach((name, value) -> values.addAll(secretsIn(name, value)));
    values.removeIf(value -> isTrivial(value) || isPublic(value, spec));
    values.sort(Comparator.comparingInt(String::length).reversed());
    List<Pattern> literals = values.stream().distinct().map(Secrets::literal).toList();
    return new Secrets(maskedEnv(spec.env(), literals), literals);
  }

  private static List<String> secretsIn(String name, String value) {
    List<String> found = new ArrayList<>();
    if (isSecretName(name)) {
      found.add(value);
    }
    Matcher url = URL_PASSWORD.matcher(value);
    while (url.find()) {
      found.add(url.group(1));
    }
    return found;
  }

  static boolean isSecretName(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return PART.matcher(upper).matches()
        || List.of(upper.split("[^A-Z0-9]+", -1)).stream().anyMatch(WORDS::contains);
  }

  private static boolean isTrivial(String value) {
    return value.length() < 2 || TRIVIAL.contains(value.toLowerCase(Locale.ROOT));
  }

  private static boolean isPublic(String value, ContainerSpec spec) {
    return spec.image().describe().contains(value)
        || spec.env().entrySet().stream()
            .anyMatch(entry -> !isSecretName(entry.getKey()) && entry.getValue().equals(value));
  }

  /** A short value is looked for as a word of its own, a longer one anywhere. */
  private static Pattern literal(String value) {
    String quoted = Pattern.quote(value);
    return Pattern.compile(
        value.length() >= ANYWHERE ? quoted : "(?<![A-Za-z0-9])" + quoted + "(?![A-Za-z0-9])");
  }

  private static Map<String, String> maskedEnv(Map<String, String> env, List<Pattern> literals) {
    Map<String, String> masked = new TreeMap<>();
    env.forEach(
        (name, value) -> masked.put(name, isSecretName(name) ? MASK : mask(value, literals)));
    return java.util.Collections.unmodifiableMap(masked);
  }

  /** The container's environment by name, with stars for secret values. */
  public Map<String, String> env() {
    return env;
  }

  /** The text with stars in place of all secrets. */
  public String mask(String text) {
    return mask(text, literals);
  }

  private static String mask(String text, List<Pattern> literals) {
    String masked = URL_USER.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(MASK + "@"));
    for (Pattern literal : literals) {
      masked = literal.matcher(masked).replaceAll(Matcher.quoteReplacement(MASK));
    }
    return masked;
  }
}
