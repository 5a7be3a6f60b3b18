package dev.mayfly;

import dev.mayfly.Options.Option;
import dev.mayfly.arguments.Given;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An image of a program of this project, without a Dockerfile: its class path in layers, those that
 * change least first, above a base that has a Java. Its classes are read when the image is built.
 * Immutable.
 */
@CheckReturnValue
public final class JavaImage {

  private static final Option<List<String>> ARGUMENTS = new Option<>("arguments", List.of());
  private static final Option<@Nullable List<Path>> CLASS_PATH =
      new Option<@Nullable List<Path>>("classPath", null);
  private static final Option<Integer> DEBUG = new Option<>("debug", 0);
  private static final Option<List<String>> JVM = new Option<>("jvmOptions", List.of());
  private static final Option<List<Integer>> PORTS = new Option<>("ports", List.of());

  private static final String ARGUMENT_FILE = "java.arguments";
  private static final String HOME = "/app/";

  private final String base;
  private final @Nullable Class<?> main;
  private final @Nullable Path jar;
  private final Options options;

  private JavaImage(String base, @Nullable Class<?> main, @Nullable Path jar, Options options) {
    this.base = base;
    this.main = main;
    this.jar = jar;
    this.options = options;
  }

  /**
   * Of a class with a {@code main} method, and the class path of this JVM without folders of tests:
   * libraries that only tests use are in the image too, unless {@link #classPath} says which are.
   *
   * @param base an image that has {@code java} on its path, 9 or later
   */
  public static JavaImage of(String base, Class<?> main) {
    Class<?> program = Given.value(main, "main");
    return new JavaImage(named(base), program, null, Options.none());
  }

  /** Of a jar that {@code java -jar} runs, such as one that a build has made before its tests. */
  public static JavaImage of(String base, Path jar) {
    Path program = Given.value(jar, "jar");
    return new JavaImage(named(base), null, program, Options.none());
  }

  private static String named(String base) {
    return ImageName.parse(Given.value(base, "base")).toString();
  }

  private <T> JavaImage put(Option<? super T> option, T value) {
    return new JavaImage(base, main, jar, options.put(option, value));
  }

  private <T> JavaImage add(Option<List<T>> option, List<? extends T> elements) {
    return new JavaImage(base, main, jar, options.add(option, elements));
  }

  /** The jars and folders of the class path, in its order, in place of this JVM's. */
  public JavaImage classPath(List<Path> entries) {
    return put(
        CLASS_PATH,
        Given.values(Given.value(entries, "classPath").toArray(Path[]::new), "classPath"));
  }

  /** Options of its JVM, such as {@code -Xmx256m}. */
  public JavaImage jvmOptions(String... options) {
    return add(JVM, Given.names(options, "jvmOptions"));
  }

  /** The program's arguments, which a container's {@code command} takes the place of. */
  public JavaImage arguments(String... arguments) {
    return put(ARGUMENTS, Given.texts(arguments, "arguments"));
  }

  /** TCP ports on which it listens. */
  public JavaImage expose(int... ports) {
    List<Integer> numbers = new ArrayList<>();
    for (int port : Given.value(ports, "expose")) {
      numbers.add(Given.port(port));
    }
    return add(PORTS, numbers);
  }

  /**
   * Lets a debugger connect to its JVM at this port, which is exposed; it does not wait for one.
   */
  public JavaImage debug(int port) {
    return put(DEBUG, Given.port(port));
  }

  /** How it is built. */
  public ImageBuild image() {
    List<Integer> ports = new ArrayList<>(options.get(PORTS));
    List<String> words = new ArrayList<>(options.get(JVM));
    int debug = options.get(DEBUG);
    if (debug > 0) {
      ports.add(debug);
      words.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:" + debug);
    }
    List<ClassPathEntry> entries = entries();
    words.addAll(program(entries));
    Dockerfile dockerfile = Dockerfile.from(base).workdir("/app");
    for (String layer : ClassPathEntry.layers(entries)) {
      dockerfile = dockerfile.copy(layer, HOME + layer + "/");
    }
    dockerfile = dockerfile.copy(ARGUMENT_FILE, HOME);
    if (!ports.isEmpty()) {
      dockerfile = dockerfile.expose(ports.stream().mapToInt(port -> port).toArray());
    }
    dockerfile = dockerfile.entrypoint("java", "@" + HOME + ARGUMENT_FILE);
    if (!options.get(ARGUMENTS).isEmpty()) {
      dockerfile = dockerfile.cmd(options.get(ARGUMENTS).toArray(String[]::new));
    }
    ImageBuild build =
        ImageBuild.of(dockerfile).file(FileSource.text(argumentFile(words)), ARGUMENT_FILE);
    for (ClassPathEntry entry : entries) {
      build = build.file(FileSource.path(entry.source()), entry.path());
    }
    return build;
  }

  private List<ClassPathEntry> entries() {
    Path program = jar;
    if (program != null) {
      return ClassPathEntry.of(List.of(program));
    }
    List<Path> given = options.get(CLASS_PATH);
    return ClassPathEntry.of(
        given == null ? ClassPathEntry.ofThisJvm(Objects.requireNonNull(main)) : given);
  }

  private List<String> program(List<ClassPathEntry> entries) {
    if (jar != null) {
      return List.of("-jar", HOME + entries.get(0).path());
    }
    String path =
        entries.stream().map(entry -> HOME + entry.path()).collect(Collectors.joining(":"));
    return List.of("-cp", path, Objects.requireNonNull(main).getName());
  }

  /** Each word in quotes, in which the launcher reads backslashes. */
  private static String argumentFile(List<String> words) {
    return words.stream()
        .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
        .collect(Collectors.joining());
  }

  @Override
  public String toString() {
    Object program = main == null ? jar : main.getName();
    return "an image of " + program + " on " + base + " " + options;
  }
}
