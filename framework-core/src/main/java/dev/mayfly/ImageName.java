package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image, taken apart: {@code registry.example:5000/team/app:1.2@sha256:…}.
 *
 * <p>The grammar is that of the distribution project's reference package. Equality is by the
 * canonical form, so {@code redis:7} equals {@code docker.io/library/redis:7}. Immutable.
 */
public final class ImageName implements ImageSource {

  private static final String DEFAULT_REGISTRY = "docker.io";
  private static final int LONGEST = 1_000;
  private static final int LONGEST_REPOSITORY = 255;
  private static final Pattern IMAGE_ID = Pattern.compile("sha256:[a-f0-9]{64}");
  private static final Pattern BARE_ID = Pattern.compile("[a-f0-9]{64}");
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?<path>(?:\\[[a-fA-F0-9:.]+]|[^@:/\\[\\]]+)(?::[0-9]+(?=/))?(?:/[^@:/]+)*)"
              + "(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
              + "(?:@(?<digest>[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-fA-F0-9]{32,}))?");
  private static final Pattern REGISTRY =
      Pattern.compile("(?:\\[[a-fA-F0-9:.]+]|[a-zA-Z0-9]+(?:(?:[.]|-+)[a-zA-Z0-9]+)*)(?::[0-9]+)?");
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "[a-z0-9]+(?:(?:[.]|__?|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[.]|__?|-+)[a-z0-9]+)*)*");

  private final String registry;
  private final String repository;
  private final @Nullable String tag;
  private final @Nullable String digest;

  private ImageName(
      String registry, String repository, @Nullable String tag, @Nullable String digest) {
    this.registry = registry;
    this.repository = repository;
    this.tag = tag;
    this.digest = digest;
  }

  /**
   * Reads a name as a user writes it, {@code redis}, {@code postgres:15}, {@code
   * host:5000/team/app@sha256:…}, or an image id, {@code sha256:…}.
   *
   * @throws IllegalArgumentException if the text is no image name; the message says what is wrong
   */
  public static ImageName parse(String text) {
    if (IMAGE_ID.matcher(Given.value(text, "image")).matches()) {
      return new ImageName("", "", null, text);
    }
    Matcher reference = REFERENCE.matcher(text);
    if (text.length() > LONGEST) {
      throw invalid(text, "it has more than " + LONGEST + " characters");
    }
    if (!reference.matches()) {
      throw invalid(text, NameFault.of(text));
    }
    String path = reference.group("path");
    String tag = reference.group("tag");
    String digest = reference.group("digest");
    if (digest != null && !isDigest(digest)) {
      throw invalid(text, NameFault.of(text));
    }
    int slash = path.indexOf('/');
    boolean hasRegistry = slash > 0 && isRegistry(path.substring(0, slash));
    String registry = hasRegistry ? path.substring(0, slash) : DEFAULT_REGISTRY;
    String repository = hasRegistry ? path.substring(slash + 1) : path;
    if (registry.equals("index.docker.io")) {
      registry = DEFAULT_REGISTRY;
    }
    if (registry.equals(DEFAULT_REGISTRY) && repository.indexOf('/') < 0) {
      repository = "library/" + repository;
    }
    check(text, registry, repository, path);
    return new ImageName(registry, repository, tag, digest);
  }

  /** Of SHA-256, which all registries use, the length is known. */
  static boolean isDigest(String text) {
    return text.startsWith("sha256:")
        ? IMAGE_ID.matcher(text).matches()
        : text.matches("[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-fA-F0-9]{32,}");
  }

  private static void check(String text, String registry, String repository, String path) {
    if (!REGISTRY.matcher(registry).matches()) {
      throw invalid(
          text,
          NameFault.ofPart(
              "registry", registry, "the name or address of a host, with a port or without"));
    }
    if (!REPOSITORY.matcher(repository).matches()) {
      throw invalid(
          text,
          NameFault.ofPart(
              "repository", path, "lower-case letters and digits, parted by . _ - or /"));
    }
    if (repository.length() > LONGEST_REPOSITORY) {
      throw invalid(text, "a repository has at most " + LONGEST_REPOSITORY + " characters");
    }
    if (BARE_ID.matcher(path).matches()) {
      throw invalid(text, "an image's id begins with sha256:");
    }
  }

  private static boolean isRegistry(String first) {
    return first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || first.equals("localhost")
        || !first.equals(first.toLowerCase(java.util.Locale.ROOT));
  }

  private static IllegalArgumentException invalid(String text, String reason) {
    return new IllegalArgumentException(Given.quoted(text) + " is no image name: " + reason + ".");
  }

  /** The registry's host and port; {@code docker.io} when none was named, empty for an image id. */
  public String registry() {
    return registry;
  }

  /** The repository within the registry, {@code library/redis}; empty for an image id. */
  public String repository() {
    return repository;
  }

  /** The tag; {@code latest} when neither tag nor digest was named. */
  public Optional<String> tag() {
    return tag == null && digest == null ? Optional.of("latest") : Optional.ofNullable(tag);
  }

  public Optional<String> digest() {
    return Optional.ofNullable(digest);
  }

  /** Whether this is an image's id, which no registry can be asked for. */
  public boolean isId() {
    return repository.isEmpty();
  }

  /** The full form, {@code docker.io/library/redis:latest}. */
  public String canonical() {
    return isId() ? String.valueOf(digest) : registry + "/" + repository + suffix();
  }

  /** The short form that people and the engine's lists use, {@code redis:latest}. */
  public String familiar() {
    if (isId()) {
      return String.valueOf(digest);
    }
    if (!registry.equals(DEFAULT_REGISTRY)) {
      return canonical();
    }
    String path = repository.startsWith("library/") ? repository.substring(8) : repository;
    return path + suffix();
  }

  private String suffix() {
    return tag().map(value -> ":" + value).orElse("") + digest().map(v -> "@" + v).orElse("");
  }

  @Override
  public String describe() {
    return familiar();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ImageName that && canonical().equals(that.canonical());
  }

  @Override
  public int hashCode() {
    return canonical().hashCode();
  }

  @Override
  public String toString() {
    return familiar();
  }
}
