package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ready.ReadyWhen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ContainerSpecTests {

  private final ContainerSpec plain = ContainerSpec.of("redis:7");

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
    assertThat(full.env()).isEqualTo(Map.of("A", "1"));
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
        .isEqualTo(new Resources(1 << 20, 0.5, 1 << 20, List.of(new Ulimit("nofile", 1, 2))));
    assertThat(full.addedCapabilities()).containsExactly("NET_ADMIN");
    assertThat(full.droppedCapabilities()).containsExactly("NET_RAW");
    assertThat(full.isPrivileged()).isTrue();
    assertThat(full.hasInit()).isTrue();
    assertThat(full.platform()).isEqualTo("linux/arm64");
    assertThat(full.readiness()).isEqualTo(ReadyWhen.port(80));
    assertThat(full.startTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(full.logConsumers()).containsExactly(EachOption.LINES);
    assertThat(full.keep()).isEqualTo(Keep.ON_FAILURE);
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
  }

  @Test
  void the_order_in_which_different_options_are_given_does_not_matter() {
    assertThat(plain.env("A", "1").expose(80).memory(7))
        .isEqualTo(plain.memory(7).expose(80).env("A", "1"));
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
    assertThat(plain.memory(1).cpus(2).memory(3).resources())
        .isEqualTo(Resources.none().memory(3).cpus(2));
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
