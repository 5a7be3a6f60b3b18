package dev.mayfly;

import dev.mayfly.Options.Option;
import dev.mayfly.arguments.Given;
import dev.mayfly.arguments.Printable;
import dev.mayfly.secrets.SecretSearch;
import dev.mayfly.secrets.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An image to be built from a Dockerfile before the container starts.
 *
 * <p>An image is built once a session for equal builds, carries the session's label and is removed
 * with it, unless it is {@link #kept}. Immutable.
 */
@CheckReturnValue
public final class ImageBuild implements ImageSource {

  private static final Option<Map<String, String>> ARGUMENTS = new Option<>("arguments", Map.of());
  private static final Option<List<ImageName>> CACHES = new Option<>("cacheFrom", List.of());
  private static final Option<String> DOCKERFILE = new Option<>("dockerfile", "Dockerfile");
  private static final Option<List<CopiedFile>> FILES = new Option<>("files", List.of());
  private static final Option<Boolean> KEPT = new Option<>("kept", false);
  private static final Option<Map<String, String>> LABELS = new Option<>("labels", Map.of());
  private static final Option<@Nullable String> PLATFORM =
      new Option<@Nullable String>("platform", null);
  private static final Option<Map<String, String>> SECRETS = new Option<>("secrets", Map.of());
  private static final Option<@Nullable String> TARGET =
      new Option<@Nullable String>("target", null);
  private static final Option<@Nullable Dockerfile> WRITTEN =
      new Option<@Nullable Dockerfile>("written", null);

  private final @Nullable Path context;
  private final Options options;

  private ImageBuild(@Nullable Path context, Options options) {
    this.context = context;
    this.options = options;
  }

  /**
   * Builds the {@code Dockerfile} in a directory, which is sent to the engine as {@code docker
   * build} sends it: links as links, with the files' modes, without sockets and what a {@code
   * .dockerignore} in it names.
   */
  public static ImageBuild of(Path context) {
    Path folder = Given.value(context, "context").toAbsolutePath().normalize();
    return new ImageBuild(folder, Options.none());
  }

  /** Builds a Dockerfile that is written in Java, without a directory; {@link #file} adds files. */
  public static ImageBuild of(Dockerfile dockerfile) {
    return new ImageBuild(null, Options.none()).dockerfile(dockerfile);
  }

  private <T> ImageBuild put(Option<? super T> option, T value) {
    return new ImageBuild(context, options.put(option, value));
  }

  private <V> ImageBuild add(Option<Map<String, V>> option, String key, V value) {
    return new ImageBuild(context, options.add(option, key, value));
  }

  /** Another Dockerfile of the directory, or outside of it; relative to it. */
  public ImageBuild dockerfile(String relativePath) {
    return put(DOCKERFILE, Given.text(relativePath, "dockerfile"));
  }

  /** A Dockerfile that is written in Java, in place of one of the directory. */
  public ImageBuild dockerfile(Dockerfile written) {
    return put(WRITTEN, Given.value(written, "dockerfile"));
  }

  /**
   * A file or directory of the context that comes from elsewhere, in place of one at its path in
   * the directory. A {@code .dockerignore} of the directory does not count for it.
   *
   * @param path relative to the context, such as {@code conf/app.properties}
   */
  public ImageBuild file(FileSource source, String path) {
    return file(source, path, -1);
  }

  /**
   * The same with the permission bits of files, such as {@code 0755}; -1 for those of the source.
   */
  public ImageBuild file(FileSource source, String path, int mode) {
    CopiedFile file = CopiedFile.of(source, "/" + ContextPath.of(path)).mode(mode);
    return new ImageBuild(context, options.add(FILES, List.of(file)));
  }

  /** The value of an {@code ARG}. It is part of the image's history: none for secrets. */
  public ImageBuild argument(String name, String value) {
    String key = Given.variable(name, "argument");
    return add(ARGUMENTS, key, Given.text(value, "argument " + Given.quoted(key)));
  }

  /** The stage to stop at, in place of the last. */
  public ImageBuild target(String stage) {
    return put(TARGET, Given.name(stage, "target"));
  }

  /** Which processor's image it is to be, such as {@code linux/arm64}. */
  public ImageBuild platform(String name) {
    return put(PLATFORM, Given.name(name, "platform"));
  }

  /** A label of the image. Keys that begin with {@code dev.mayfly.} are Mayfly's own. */
  public ImageBuild label(String key, String value) {
    String name = Given.name(key, "label's name");
    OwnLabels.requireOther(name);
    return add(LABELS, name, Given.text(value, "label " + Given.quoted(name)));
  }

  /** An image whose layers may be taken where a step is the same, as {@code --cache-from} says. */
  public ImageBuild cacheFrom(String image) {
    ImageName name = ImageName.parse(Given.value(image, "cacheFrom"));
    return new ImageBuild(context, options.add(CACHES, List.of(name)));
  }

  /**
   * A secret that steps with {@code RUN --mount=type=secret,id=ID} see, and which is in no layer.
   * It takes BuildKit. It is starred in all that Mayfly writes.
   */
  public ImageBuild secret(String id, String value) {
    String name = Given.name(id, "secret's id");
    if (name.indexOf(',') >= 0 || name.indexOf('=') >= 0) {
      throw new IllegalArgumentException(
          "secret's id " + Given.quoted(name) + " holds a comma or \"=\"; leave them out.");
    }
    return add(SECRETS, name, Given.text(value, "secret " + Given.quoted(name)));
  }

  /**
   * Stays on the engine after the session, where the next one finds it and builds nothing as long
   * as all that enters is the same. The settings {@code mayfly.images.kept…} bound how many stay
   * and for how long, and can say it for all builds.
   */
  public ImageBuild kept() {
    return put(KEPT, true);
  }

  /** The directory, absolute; null if there is none. */
  public @Nullable Path context() {
    return context;
  }

  /** The Dockerfile's path, relative to the directory; of no meaning if it is {@link #written}. */
  public String dockerfile() {
    return options.get(DOCKERFILE);
  }

  /** The Dockerfile, if it was written in Java; or null. */
  public @Nullable Dockerfile written() {
    return options.get(WRITTEN);
  }

  /** The files from elsewhere; their container paths begin with a slash for the context. */
  public List<CopiedFile> files() {
    return options.get(FILES);
  }

  public Map<String, String> arguments() {
    return options.get(ARGUMENTS);
  }

  /** The stage to stop at, or null for the last. */
  public @Nullable String target() {
    return options.get(TARGET);
  }

  /** For which platform; null for the engine's own. */
  public @Nullable String platform() {
    return options.get(PLATFORM);
  }

  public Map<String, String> labels() {
    return options.get(LABELS);
  }

  public List<ImageName> cacheFrom() {
    return options.get(CACHES);
  }

  /** The secrets by their ids. */
  public Map<String, String> secrets() {
    return options.get(SECRETS);
  }

  public boolean isKept() {
    return options.get(KEPT);
  }

  /** Adds what is secret of it to a search. */
  SecretSearch search(SecretSearch search) {
    FileSecrets.find(files(), search);
    return search.marked(secrets().values()).variables(arguments()).variables(labels());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ImageBuild that
        && Objects.equals(context, that.context)
        && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return Objects.hash(context, options);
  }

  /** Without secrets. */
  @Override
  public String toString() {
    Secrets secrets = search(new SecretSearch()).found();
    Map<String, Object> shown = new TreeMap<>(options.values());
    shown.keySet().removeAll(List.of(DOCKERFILE.name(), WRITTEN.name()));
    shown.computeIfPresent(ARGUMENTS.name(), (name, given) -> secrets.variables(arguments()));
    shown.computeIfPresent(LABELS.name(), (name, given) -> secrets.variables(labels()));
    shown.computeIfPresent(SECRETS.name(), (name, given) -> secrets().keySet());
    return secrets.mask(describe() + " " + shown);
  }

  @Override
  public String describe() {
    Path folder = context;
    if (folder == null) {
      return "the image built from a Dockerfile in memory";
    }
    return written() == null
        ? "the image built from " + Printable.line(folder.resolve(dockerfile()).toString())
        : "the image built from a Dockerfile in memory in " + Printable.line(folder.toString());
  }
}
