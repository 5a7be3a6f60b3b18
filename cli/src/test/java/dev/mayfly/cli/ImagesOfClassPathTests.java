package dev.mayfly.cli;

import static dev.mayfly.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.example.orders.OrdersFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which images the command finds on a class path, and what it does with them. */
class ImagesOfClassPathTests {

  @TempDir private Path folder;

  private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private String classPath = "";

  @BeforeEach
  void make_a_class_path() throws IOException, URISyntaxException {
    System.setProperty("mayfly.images.lock.file", folder.resolve("mayfly.lock").toString());
    System.setProperty("mayfly.build.dir", folder.resolve("builds").toString());
    System.setProperty("mayfly.pull.attempts", "1");
    Path compiled =
        Path.of(OrdersFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path tests = Files.createDirectories(folder.resolve("classes/org/example/orders"));
    try (Stream<Path> files = Files.list(compiled.resolve("org/example/orders"))) {
      for (Path file : files.toList()) {
        Files.copy(file, tests.resolve(file.getFileName().toString()));
      }
    }
    Path jar = folder.resolve("support.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (String name : List.of("Shared", "PlainTests", "BrokerTests", "CacheExtension")) {
        String file = "org/example/support/" + name + ".class";
        entries.putNextEntry(new JarEntry(file));
        Files.copy(compiled.resolve(file), entries);
      }
    }
    String others =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !Path.of(entry).equals(compiled))
            .reduce("", (all, entry) -> all + File.pathSeparator + entry);
    classPath = folder.resolve("classes") + File.pathSeparator + jar + others;
  }

  @AfterEach
  void forget_it() {
    System.clearProperty("mayfly.images.lock.file");
    System.clearProperty("mayfly.build.dir");
    System.clearProperty("mayfly.pull.attempts");
    Thread.currentThread().setContextClassLoader(loader);
  }

  @Test
  void every_way_to_name_an_image_is_found_and_no_class_is_run() {
    Result result = run("images", "-q", classPath);

    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .containsExactly(
            "alpine:3",
            "axllent/mailpit:v1.20",
            "busybox:1.35",
            "busybox:1.37",
            "haproxy:3",
            "httpd:2.4",
            "memcached:1.6",
            "nats:2",
            "nginx:1.22",
            "nginx:1.26",
            "postgres:15",
            "rabbitmq:4",
            "redis:7.0",
            "valkey/valkey:8");
    assertThat(result.code()).isZero();
  }

  @Test
  void each_is_told_with_its_place_and_what_can_not_be_told_too() throws IOException {
    String digest = "sha256:" + "a".repeat(64);
    Files.writeString(
        folder.resolve("mayfly.lock"),
        "version 1\npostgres:15 linux/amd64 %s %s\n".formatted(digest, digest));

    String out = run("images", classPath).out();

    assertThat(out)
        .containsPattern("(?m)^IMAGE +LOCKED FOR +NAMED BY$")
        .containsPattern("(?m)^postgres:15 +linux/amd64 +Orders.test$")
        .containsPattern("(?m)^rabbitmq:4 +- +Shared.java:\\d+$")
        .containsPattern("(?m)^redis:7.0 +- +RedisContainer.java:\\d+$")
        .containsPattern("(?m)^not told Orders.java:\\d+: the name is made when it runs$")
        .containsPattern("(?m)^not told Purchases.java:\\d+: the name is made when it runs$")
        .containsPattern("(?m)^not told Orders.java:\\d+: \"No Image\" is no image name: ");
    assertThat(run("images", "--json", classPath).out())
        .contains("\"image\" : \"valkey/valkey:8\"", "\"untold\" : [ \"Orders.java:");
  }

  @Test
  void a_jar_of_tests_is_looked_through_if_it_comes_first() {
    String jarFirst = folder.resolve("support.jar") + File.pathSeparator + classPath;

    assertThat(run("images", "-q", jarFirst).out().lines())
        .containsExactly("memcached:1.6", "nats:2", "rabbitmq:4");
  }

  @Test
  void a_class_path_is_read_from_a_file_whatever_its_paths_have() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("a #1 'b"));
    Path jar = Files.copy(folder.resolve("support.jar"), odd.resolve("s.jar"));
    Path file =
        Files.writeString(
            folder.resolve("class path.txt"), jar + File.pathSeparator + classPath + "\n");

    assertThat(run("images", "-q", "@" + file).out().lines())
        .containsExactly("memcached:1.6", "nats:2", "rabbitmq:4");
    assertThat(run("images", "@" + folder.resolve("none")).err())
        .contains("Can't read the class path in the file " + folder.resolve("none"));
  }

  @Test
  void what_is_no_jar_is_passed_over_but_the_first() throws IOException {
    Path pom = Files.writeString(folder.resolve("bom.pom"), "<project/>");

    assertThat(run("images", "-q", classPath + File.pathSeparator + pom).out())
        .contains("rabbitmq:4");
    assertThat(run("images", pom + File.pathSeparator + classPath).err())
        .contains("bom.pom is no jar");
  }

  @Test
  void a_class_path_that_can_not_be_used_is_told() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no jar");

    assertThat(run("images", folder.resolve("nowhere").toString()).err())
        .contains("Nothing of the class path is there");
    assertThat(run("images", text.toString()).err()).contains("notes.txt is no jar");
    assertThat(run("images", folder.resolve("classes").toString()).err())
        .contains("Mayfly is not on that class path");
    Files.write(folder.resolve("classes/Broken.class"), new byte[] {1, 2, 3});
    assertThat(run("images", classPath).err()).contains("A class can't be read");
  }

  @Test
  void images_are_named_or_there_is_nothing_to_do() {
    assertThat(run("lock").err()).contains("Which images? Name them, or a --class-path");
    assertThat(run("lock", "No").err()).contains("\"No\" is no image name");
    assertThat(run("lock", "No").code()).isEqualTo(2);
  }

  @Test
  void without_a_class_path_the_settings_of_the_folders_tests_count() throws Exception {
    Path resources =
        Files.createDirectories(folder.resolve("src/test/resources/META-INF/services"));
    Files.writeString(resources.resolve("dev.mayfly.ImageNameRule"), "org.example.NotCompiled");
    Path settings = folder.resolve("src/test/resources/mayfly.properties");
    Files.writeString(settings, "mayfly.engine=tcp://127.0.0.1:1");

    String told = toldIn(folder, "prefetch", "redis:7");

    assertThat(told)
        .contains("The settings in src" + File.separator + "test", "tcp://127.0.0.1:1")
        .doesNotContain("NotCompiled");
    Files.move(settings, folder.resolve("other.properties"));
    assertThat(run("prefetch", "redis:7", "--settings", folder + "/other.properties").err())
        .contains("The settings in " + folder, "tcp://127.0.0.1:1");
    assertThat(run("prefetch", "redis:7", "--settings", "nowhere").err())
        .contains("The settings' file nowhere can't be read");
  }

  /** What the command tells in a folder. */
  private static String toldIn(Path folder, String... arguments) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Mayfly.class.getName()));
    words.addAll(List.of(arguments));
    Process command =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    String told = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(command.waitFor()).as(told).isEqualTo(1);
    return told;
  }

  @Test
  void an_engine_that_does_not_answer_is_told() {
    Result result = run("prefetch", "redis:7", "--engine", "tcp://127.0.0.1:1");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("tcp://127.0.0.1:1").doesNotContain("\tat ");
  }

  @Test
  @Tag("docker")
  void what_the_engine_has_is_ready_and_what_it_lacks_is_a_failure_that_stops_no_other()
      throws IOException {
    Result result = run("prefetch", "127.0.0.1:1/none:1", "busybox:1.35");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("failed Image 127.0.0.1:1/none:1 is not on the engine")
        .containsPattern("(?m)^ready busybox:1.35 ");
    assertThat(run("prefetch", "busybox:1.35").code()).isZero();
    assertThat(run("prefetch").out()).contains("There is nothing to fetch");
    assertThat(run("lock", "busybox:1.35").out()).contains("busybox:1.35 linux/");
    String digest = "sha256:" + "a".repeat(64);
    Files.writeString(
        folder.resolve("mayfly.lock"),
        "version 1\nredis:7 linux/s390x %s %s\n".formatted(digest, digest));
    assertThat(run("lock", "--update").out().lines())
        .containsExactly("left redis:7 linux/s390x " + digest);
  }
}
