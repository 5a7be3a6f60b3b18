package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ready.ReadyWhen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContainerSpecTests {

  private final ContainerSpec plain = ContainerSpec.of("redis:7");

  @Test
  void arguments_come_after_those_of_the_command() {
    ContainerSpec server = plain.command("server", "-a").addArguments("-b", "1").addArguments("-c");
    assertThat(server.command()).containsExactly("server", "-a", "-b", "1", "-c");
  }

  @Test
  void arguments_for_a_command_that_is_not_known_are_refused() {
    assertThatThrownBy(() -> plain.addArguments("-b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("command(…)");
  }

  @TestFactory
  Stream<DynamicTest> each_option_returns_a_copy_that_differs() {
    return EachOption.all().entrySet().stream()
        .map(
            option ->
                DynamicTest.dynamicTest(
                    option.getKey(),
                    () -> {
                      ContainerSpec changed = option.getValue().apply(plain);
                      assertThat(changed).isNotEqualTo(plain);
                      assertThat(changed)
                          .isEqualTo(option.getValue().apply(ContainerSpec.of("redis:7")))
                          .hasSameHashCodeAs(option.getValue().apply(ContainerSpec.of("redis:7")));
                      assertThat(plain).isEqualTo(ContainerSpec.of("redis:7"));
                    }));
  }

  @Test
  void each_option_of_the_class_is_among_those_tested() {
    List<String> tested =
        EachOption.all().keySet().stream().map(name -> name.split(" ")[0]).toList();

    Stream<String> declared =
        Stream.of(ContainerSpec.class.getMethods())
            .filter(method -> method.getReturnType() == ContainerSpec.class)
            .map(java.lang.reflect.Method::getName)
            .filter(name -> !List.of("of", "resources").contains(name))
            .distinct();

    assertThat(declared).allMatch(tested::contains, "is tested");
  }

  @Test
  void all_options_together_are_read_back() {
    ContainerSpec full = plain;
    for (UnaryOperator<ContainerSpec> option : EachOption.all().values()) {
      full = option.apply(full);
    }

    assertThat(full.image()).isEqualTo(ImageName.parse("redis:8"));
    assertThat(full.name()).isEqualTo("name");
    assertThat(full.command()).containsExactly("a", "b");
    assertThat(full.entrypoint()).containsExactly("a");
    assertThat(full.env()).isEqualTo(Map.of("A", "1", "B", "2", "C", "3"));
    assertThat(full.markedSecrets()).containsExactly("blue-sky-1");
    assertThat(full.secretVariables()).containsExactly("B");
    assertThat(full.labels()).isEqualTo(Map.of("l", "1"));
    assertThat(full.workingDirectory()).isEqualTo("/w");
    assertThat(full.user()).isEqualTo("70");
    assertThat(full.hostname()).isEqualTo("h");
    assertThat(full.ports()).containsExactly(Port.tcp(80), Port.udp(53));
    assertThat(full.fixedPorts()).isEqualTo(Map.of("80/tcp", 8080));
    assertThat(full.hasStableAddress()).isTrue();
    assertThat(full.hooks(Moment.READY)).containsExactly(EachOption.HOOK);
    assertThat(full.mounts()).containsExactly(Mount.tmpfs("/t"));
    assertThat(full.files()).containsExactly(CopiedFile.of(FileSource.text("x"), "/x"));
    assertThat(full.extraHosts())
        .isEqualTo(Map.of("h", "10.0.0.1", "host.docker.internal", "host-gateway"));
    assertThat(full.networks())
        .containsExactly(
            new NetworkAttachment(NetworkSpec.of("n"), List.of("a")),
            new NetworkAttachment(NetworkSpec.of("m"), List.of()));
    assertThat(full.resources())
        .isEqualTo(new Resources(64L << 20, 0.5, 1 << 20, List.of(new Ulimit("nofile", 1, 2))));
    assertThat(full.addedCapabilities()).containsExactly("NET_ADMIN");
    assertThat(full.droppedCapabilities()).containsExactly("NET_RAW");
    assertThat(full.isPrivileged()).isTrue();
    assertThat(full.hasInit()).isTrue();
    assertThat(full.platform()).isEqualTo("linux/arm64");
    assertThat(full.readiness()).isEqualTo(ReadyWhen.port(80));
    assertThat(full.startTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(full.logConsumers()).containsExactly(EachOption.LINES);
    assertThat(full.keep()).isEqualTo(Keep.ON_FAILURE);
    assertThat(full.witnesses()).containsExactly(EachOption.WITNESS);
    assertThat(full.snapshotSpec()).isEqualTo(SnapshotSpec.of().version("1"));
    assertThat(full.snapshotPreparation()).isEqualTo(EachOption.HOOK);
    assertThat(full.starter()).isSameAs(EachOption.STARTER);
    assertThat(full.createRequestPatch()).isEqualTo(EachOption.PATCH);
  }

  @Test
  void a_label_that_is_mayflys_own_is_refused_by_its_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.label("dev.mayfly.reaper", "x"))
        .withMessageContaining("\"dev.mayfly.reaper\"")
        .withMessageContaining("Choose another key");
    assertThat(plain.label("dev.mayflyer", "x").labels()).containsKey("dev.mayflyer");
  }

  @Test
  void without_options_everything_is_the_engines_or_the_images() {
    assertThat(plain.name()).isNull();
    assertThat(plain.command()).isNull();
    assertThat(plain.entrypoint()).isNull();
    assertThat(plain.env()).isEmpty();
    assertThat(plain.ports()).isEmpty();
    assertThat(plain.networks()).isEmpty();
    assertThat(plain.resources()).isEqualTo(Resources.none());
    assertThat(plain.isPrivileged()).isFalse();
    assertThat(plain.readiness()).isEqualTo(ReadyWhen.usual());
    assertThat(plain.startTimeout()).isNull();
    assertThat(plain.keep()).isEqualTo(Keep.DEFAULT);
    assertThat(plain.witnesses()).isEmpty();
  }

  @Test
  void the_order_in_which_different_options_are_given_does_not_matter() {
    assertThat(plain.env("A", "1").expose(80).memory(7 << 20))
        .isEqualTo(plain.memory(7 << 20).expose(80).env("A", "1"));
    assertThat(plain.env("A", "1").env("B", "2")).isEqualTo(plain.env("B", "2").env("A", "1"));
  }

  @Test
  void an_option_that_was_given_its_default_counts_as_not_given() {
    assertThat(plain.readyWhen(ReadyWhen.usual())).isEqualTo(plain).hasSameHashCodeAs(plain);
    assertThat(plain.resources(Resources.none())).isEqualTo(plain);
    assertThat(plain.expose(new int[0])).isEqualTo(plain);
  }

  @Test
  void options_that_add_keep_their_order() {
    assertThat(plain.expose(81, 80).expose(79).ports())
        .containsExactly(Port.tcp(81), Port.tcp(80), Port.tcp(79));
    assertThat(plain.env("Z", "1").env("A", "2").env("M", "3").env().keySet())
        .containsExactly("Z", "A", "M");
    assertThat(plain.expose(80).expose(81)).isNotEqualTo(plain.expose(81).expose(80));
  }

  @Test
  void options_that_replace_keep_the_last_value() {
    assertThat(plain.command("a").command("b").command()).containsExactly("b");
    assertThat(plain.env("A", "1").env("A", "2").env()).isEqualTo(Map.of("A", "2"));
    assertThat(plain.memory(8 << 20).cpus(2).memory(9 << 20).resources())
        .isEqualTo(Resources.none().memory(9 << 20).cpus(2));
  }

  @Test
  void variables_can_be_given_together_and_are_refused_by_the_name_of_the_one_that_is_wrong() {
    Map<String, String> two = new LinkedHashMap<>();
    two.put("B", "2");
    two.put("A", "3");
    assertThat(plain.env("A", "1").env(two)).isEqualTo(plain.env("B", "2").env("A", "3"));
    assertThat(plain.env(two).env().keySet()).containsExactly("B", "A");
    assertThat(plain.env(Map.of())).isEqualTo(plain);
    assertThat(GenericContainer.of("redis:7").env(two).slot().spec()).isEqualTo(plain.env(two));
    two.put("C", null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.env(two))
        .withMessageContaining("env \"C\" is null");
  }

  @Test
  void a_port_that_is_exposed_twice_is_one_port() {
    assertThat(plain.expose(80).expose(80, 81).ports()).containsExactly(Port.tcp(80), Port.tcp(81));
    assertThat(plain.expose(80).expose(80)).isEqualTo(plain.expose(80));
  }

  @Test
  void what_is_read_can_not_be_changed() {
    ContainerSpec spec = plain.env("A", "1").expose(80).command("a");

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> spec.env().put("B", "2"));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> spec.ports().add(Port.tcp(81)));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> spec.labels().put("a", "b"));
  }

  @Test
  void values_that_make_no_sense_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContainerSpec.of("Not An Image"))
        .withMessageContaining("Not An Image");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.startTimeout(Duration.ZERO))
        .withMessageContaining("PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.startTimeout(Duration.ofSeconds(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> plain.expose(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.fixedPort(70_000, Port.tcp(80)))
        .withMessageContaining("70000");
    assertThatIllegalArgumentException().isThrownBy(() -> plain.memory(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> plain.cpus(-0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> plain.cpus(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.env("A=B", "1"))
        .withMessageContaining("A=B");
    assertThatIllegalArgumentException().isThrownBy(() -> plain.env("", "1"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.name("my container"))
        .withMessageContaining("my container");
  }

  @ParameterizedTest
  @MethodSource("meaningless")
  void what_can_not_mean_anything_is_refused_with_what_to_write(
      UnaryOperator<ContainerSpec> option, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> option.apply(plain))
        .withMessageContaining(words)
        .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContainPattern("\\p{Cntrl}"));
  }

  static List<Arguments> meaningless() {
    return List.of(
        refused(spec -> spec.network(NetworkSpec.of("n"), "a b"), "\"a b\" can't be its name"),
        refused(spec -> spec.network(NetworkSpec.of("n"), "a\nb"), "\"a\\nb\" can't be its name"),
        refused(spec -> spec.network(NetworkSpec.of("n"), ""), "1 to 63 of a-z"),
        refused(spec -> spec.network(NetworkSpec.of("n"), "-"), "1 to 63 of a-z"),
        refused(spec -> spec.network(NetworkSpec.of("n"), "a".repeat(64)), "1 to 63 of a-z"),
        refused(spec -> spec.hostname("a b"), "\"a b\" is no hostname"),
        refused(spec -> spec.hostname(""), "is no hostname"),
        refused(spec -> spec.hostname("a".repeat(65)), "1 to 64"),
        refused(spec -> spec.env(" ", "x"), "env's name \" \" is empty"),
        refused(spec -> spec.env("A\nB", "x"), "\"A\\nB\" holds a line end"),
        refused(spec -> spec.env("A\0", "x"), "\"A\\u0000\" holds a NUL"),
        refused(spec -> spec.env("A", "x\0"), "env \"A\" holds a NUL"),
        refused(spec -> spec.label("", "x"), "label's name \"\" is empty"),
        refused(spec -> spec.command("a\0b"), "command holds a NUL"),
        refused(spec -> spec.entrypoint("a\0b"), "entrypoint"),
        refused(spec -> spec.workingDirectory("tmp"), "begin it with a slash"),
        refused(spec -> spec.platform(""), "platform \"\" is empty"),
        refused(spec -> spec.addCapability(" "), "addCapability \" \" is empty"),
        refused(spec -> spec.extraHost("a:b", "10.0.0.1"), "\"a:b\" is no host's name"),
        refused(spec -> spec.mount(Mount.tmpfs("/t").bytes(-1)), "tmpfs's bytes can't be negative"),
        refused(spec -> spec.mount(Mount.tmpfs("/t\0")), "holds a NUL"),
        refused(spec -> spec.mount(Mount.volume("", "/v")), "volume's name \"\" is empty"),
        refused(spec -> spec.mount(Mount.volume("v", "v")), "begin it with a slash"),
        refused(spec -> spec.copy(FileSource.text("x"), "/a\0b"), "\"/a\\u0000b\" holds a NUL"),
        refused(spec -> spec.cpus(1e-12), "cpus can't be 1.0E-12"),
        refused(spec -> spec.cpus(Double.POSITIVE_INFINITY), "cpus can't be Infinity"),
        refused(spec -> spec.cpus(Double.NaN), "between 0.01"),
        refused(spec -> spec.memory(-1), "memory can't be negative: -1"),
        refused(spec -> spec.memory(512), "64L << 20 for 64 MiB"),
        refused(spec -> spec.sharedMemory(-1), "sharedMemory can't be negative"),
        refused(spec -> spec.ulimit("", 1, 2), "ulimit's name"),
        refused(spec -> spec.ulimit("nofile", 3, 2), "can't be 3 up to 2"),
        refused(spec -> spec.readyWhen(ReadyWhen.exit(300)), "exit code 300; give one from 0"),
        refused(spec -> spec.readyWhen(ReadyWhen.exit(-1)), "exit code -1"),
        refused(spec -> spec.readyWhen(ReadyWhen.file("/a\0")), "holds a NUL"),
        refused(spec -> spec.readyWhen(ReadyWhen.port(0)), "Port 0 is not between 1 and 65535"),
        refused(spec -> spec.readyWhen(ReadyWhen.http("/").status(42)), "100 to 599"));
  }

  private static Arguments refused(UnaryOperator<ContainerSpec> option, String words) {
    return Arguments.of(option, words);
  }

  @Test
  void what_is_unusual_and_means_something_is_accepted() {
    assertThat(plain.cpus(0).memory(0)).isEqualTo(plain);
    assertThat(plain.hostname("db-1.example").hostname()).isEqualTo("db-1.example");
    assertThat(plain.env("with.dot-and space", "two\nlines").env()).hasSize(1);
    assertThat(plain.env("A", "").label("l", "").env()).containsEntry("A", "");
    assertThat(plain.ulimit("core", -1, -1).ulimit("nofile", 5, -1).resources().ulimits())
        .hasSize(2);
    assertThat(plain.network(NetworkSpec.of("n"), "a.b_c-d", "1").networks()).hasSize(1);
  }

  @Test
  void it_says_what_it_is() {
    assertThat(plain.env("A", "1").expose(80)).hasToString("redis:7 {env={A=1}, ports=[80/tcp]}");
  }

  @Test
  void an_image_may_have_to_be_built_first() {
    ImageBuild build = ImageBuild.of(Path.of("src")).argument("A", "1").target("test");

    assertThat(build).isEqualTo(ImageBuild.of(Path.of("./src")).target("test").argument("A", "1"));
    assertThat(ContainerSpec.of(build)).isEqualTo(ContainerSpec.of(build));
    assertThat(ContainerSpec.of(build).image().describe())
        .isEqualTo("the image built from " + Path.of("src/Dockerfile").toAbsolutePath());
    assertThat(build.dockerfile("Other").describe()).endsWith("Other");
  }

  @Test
  void a_handles_options_are_those_of_its_description() {
    GenericContainer handle =
        GenericContainer.of("redis:7")
            .expose(6379)
            .env("A", "1")
            .command("a")
            .copy(FileSource.text("x"), "/x")
            .mount(Mount.tmpfs("/t"))
            .network(Network.of("n"), "a")
            .readyWhen(ReadyWhen.port(6379))
            .customize(spec -> spec.hostname("h"));

    assertThat(handle.slot().spec())
        .isEqualTo(
            plain
                .expose(6379)
                .env("A", "1")
                .command("a")
                .copy(FileSource.text("x"), "/x")
                .mount(Mount.tmpfs("/t"))
                .network(Network.of("n"), "a")
                .readyWhen(ReadyWhen.port(6379))
                .hostname("h"));
  }

  @Test
  @SuppressWarnings("NullAway")
  void a_value_that_is_null_is_refused_where_it_is_given() {
    String none = System.getProperty("nobody.has.set.this");

    assertThatThrownBy(() -> plain.env("TOKEN", none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("env \"TOKEN\" is null.");
    assertThatThrownBy(() -> plain.workingDirectory(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("workingDirectory is null.");
  }
}
