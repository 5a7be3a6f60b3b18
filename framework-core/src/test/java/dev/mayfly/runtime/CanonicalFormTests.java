package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.DeclarationException;
import dev.mayfly.EachOption;
import dev.mayfly.FileSource;
import dev.mayfly.ImageBuild;
import dev.mayfly.Keep;
import dev.mayfly.LifecycleHook;
import dev.mayfly.Moment;
import dev.mayfly.Mount;
import dev.mayfly.NetworkSpec;
import dev.mayfly.Occasion;
import dev.mayfly.Port;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe.LogStream;
import dev.mayfly.ready.Readiness;
import dev.mayfly.ready.ReadyWhen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which descriptions are the same for all JVMs of a build. */
class CanonicalFormTests {

  private static final ContainerSpec APP = ContainerSpec.of("app:1");

  @TempDir private Path folder;
  private final InMemoryEngine engine = new InMemoryEngine();

  /** Equal to every other one of its kind. */
  record Migration(String script, Duration limit) implements LifecycleHook {
    @Override
    public void at(Occasion occasion) {}
  }

  private String text(ContainerSpec spec) {
    return Identity.of(CanonicalForm.of(spec, "field T.app", engine)).key();
  }

  @Test
  void the_order_of_what_has_no_order_does_not_count() {
    assertThat(text(APP.env("A", "1").env("B", "2").expose(80)))
        .isEqualTo(text(APP.expose(80).env("B", "2").env("A", "1")));
  }

  @Test
  void values_with_signs_of_the_text_stay_apart() {
    assertThat(text(APP.command("a", "b"))).isNotEqualTo(text(APP.command("a\",\"b")));
  }

  @Test
  void files_count_by_their_content_and_not_by_where_they_lie() throws IOException {
    Path one = Files.writeString(folder.resolve("one"), "same");
    Path two = Files.writeString(folder.resolve("two"), "same");
    Path other = Files.writeString(folder.resolve("other"), "different");

    assertThat(text(APP.copy(FileSource.path(one), "/init.sql")))
        .isEqualTo(text(APP.copy(FileSource.path(two), "/init.sql")))
        .isNotEqualTo(text(APP.copy(FileSource.path(other), "/init.sql")));
  }

  @Test
  void an_image_that_is_built_counts_by_its_context() throws IOException {
    Path dockerfile = Files.writeString(folder.resolve("Dockerfile"), "FROM a");
    String before = text(ContainerSpec.of(ImageBuild.of(folder)));

    Files.writeString(dockerfile, "FROM b");

    assertThat(text(ContainerSpec.of(ImageBuild.of(folder)))).isNotEqualTo(before);
  }

  @Test
  void what_each_jvm_does_for_itself_does_not_count() {
    assertThat(text(APP.keep(Keep.ON_FAILURE).logConsumer(line -> {}))).isEqualTo(text(APP));
  }

  @Test
  void a_hook_that_is_a_record_counts_by_its_fields() {
    ContainerSpec one = APP.when(Moment.STARTED, new Migration("a.sql", Duration.ofSeconds(1)));

    assertThat(text(one))
        .isEqualTo(text(APP.when(Moment.STARTED, new Migration("a.sql", Duration.ofSeconds(1)))))
        .isNotEqualTo(
            text(APP.when(Moment.STARTED, new Migration("b.sql", Duration.ofSeconds(1)))));
  }

  /** What a user's own record may hold. */
  record Seed(FileSource script, Optional<String> schema, Set<String> tables, byte[] key)
      implements LifecycleHook {
    @Override
    public void at(Occasion occasion) {}
  }

  @Test
  void fields_of_a_record_count_by_what_is_in_them() throws IOException {
    FileSource one = FileSource.path(Files.writeString(folder.resolve("one"), "a"));
    FileSource same = FileSource.path(Files.writeString(folder.resolve("same"), "a"));
    FileSource other = FileSource.path(Files.writeString(folder.resolve("other"), "b"));
    String seeded = seeded(one, Optional.of("s"), Set.of("t", "u"), 1);

    assertThat(seeded(same, Optional.of("s"), Set.of("u", "t"), 1)).isEqualTo(seeded);
    assertThat(seeded(other, Optional.of("s"), Set.of("t", "u"), 1)).isNotEqualTo(seeded);
    assertThat(seeded(one, Optional.empty(), Set.of("t", "u"), 1)).isNotEqualTo(seeded);
    assertThat(seeded(one, Optional.of("s"), Set.of("t"), 1)).isNotEqualTo(seeded);
    assertThat(seeded(one, Optional.of("s"), Set.of("t", "u"), 2)).isNotEqualTo(seeded);
  }

  private String seeded(FileSource script, Optional<String> schema, Set<String> tables, int key) {
    return text(
        APP.when(Moment.STARTED, new Seed(script, schema, tables, new byte[] {(byte) key})));
  }

  @Test
  void a_lambda_is_refused_with_the_advice_to_write_a_record() {
    ContainerSpec spec = APP.when(Moment.STARTED, occasion -> {});

    assertThatThrownBy(() -> text(spec))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContainingAll("field T.app", "app:1", "hooks", "lambda", "record");
  }

  @Test
  void an_object_without_a_value_is_refused_by_its_class() {
    LifecycleHook hook =
        new LifecycleHook() {
          @Override
          public void at(Occasion occasion) {}
        };

    assertThatThrownBy(() -> text(APP.when(Moment.STARTED, hook)))
        .hasMessageContainingAll("hooks", hook.getClass().getName());
  }

  @Test
  void a_lambda_deep_inside_is_refused_too() {
    ContainerSpec spec =
        APP.readyWhen(
            ReadyWhen.allOf(
                ReadyWhen.port(80), ReadyWhen.check("has rows", probe -> Look.ready())));

    assertThatThrownBy(() -> text(spec)).hasMessageContainingAll("ready", "check", "lambda");
  }

  static Stream<String> options() {
    return EachOption.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("options")
  void each_option_counts_unless_each_jvm_sees_to_it(String option) {
    ContainerSpec spec = EachOption.all().get(option).apply(APP);

    if (Set.of("stableAddress", "exposeHostPort", "startedBy").contains(option)) {
      assertThatThrownBy(() -> text(spec)).hasMessageContaining("Drop " + option);
    } else if (Set.of("keep", "logConsumer", "pull", "secret").contains(option)) {
      assertThat(text(spec)).isEqualTo(text(APP));
    } else {
      assertThat(text(spec)).isNotEqualTo(text(APP));
    }
  }

  @Test
  void networks_and_volumes_count() {
    assertThat(text(APP.network(NetworkSpec.of("a"))))
        .isEqualTo(text(APP.network(NetworkSpec.of("a"))))
        .isNotEqualTo(text(APP.network(NetworkSpec.of("b"))));
    assertThat(text(APP.mount(Mount.volume("a", "/x"))))
        .isNotEqualTo(text(APP.mount(Mount.volume("b", "/x"))));
  }

  @ParameterizedTest
  @MethodSource
  void ways_to_be_ready_can_be_compared(Readiness readiness) {
    assertThat(text(APP.readyWhen(readiness)))
        .isEqualTo(text(APP.readyWhen(readiness)))
        .isNotEqualTo(text(APP.readyWhen(ReadyWhen.file("/other"))));
  }

  static Stream<Readiness> ways_to_be_ready_can_be_compared() {
    return Stream.of(
        ReadyWhen.usual(),
        ReadyWhen.port(80),
        ReadyWhen.tls(443),
        ReadyWhen.udp(53, (byte) 1),
        ReadyWhen.log("up").times(2),
        ReadyWhen.http("/health").port(80).status(200).header("A", "b").body("ok"),
        ReadyWhen.healthy(),
        ReadyWhen.exec("true"),
        ReadyWhen.file("/ready"),
        ReadyWhen.exit(0),
        ReadyWhen.allOf(ReadyWhen.port(80), ReadyWhen.log("up")),
        ReadyWhen.anyOf(ReadyWhen.port(80), ReadyWhen.log("up")),
        ReadyWhen.running());
  }

  @Test
  void of_what_an_image_is_built_from_only_what_is_sent_counts() throws IOException {
    Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nCOPY . /\n");
    Files.writeString(folder.resolve(".dockerignore"), "target\n");
    Path target = Files.createDirectories(folder.resolve("target"));
    Files.writeString(target.resolve("report"), "of one JVM");
    Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nowhere"));
    Files.writeString(folder.resolve("app"), "first");
    ContainerSpec built = ContainerSpec.of(ImageBuild.of(folder));
    String before = text(built);

    Files.writeString(target.resolve("report"), "of another JVM");
    assertThat(text(built)).isEqualTo(before);
    Files.writeString(folder.resolve("app"), "second");
    assertThat(text(built)).isNotEqualTo(before);
  }

  @Test
  void each_part_of_what_an_image_is_built_from_counts() throws IOException {
    Files.writeString(folder.resolve("Dockerfile"), "FROM scratch");
    Files.writeString(folder.resolve("Other"), "FROM scratch");
    ImageBuild build = ImageBuild.of(folder);

    assertThat(
            Stream.of(
                    build,
                    build.dockerfile("Other"),
                    build.argument("VERSION", "1"),
                    build.argument("VERSION", "2"),
                    build.target("test"))
                .map(ContainerSpec::of)
                .map(this::text))
        .doesNotHaveDuplicates();
  }

  @Test
  void a_link_of_a_context_counts_by_where_it_leads() throws IOException {
    Files.writeString(folder.resolve("Dockerfile"), "FROM scratch");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("one"));
    String before = text(ContainerSpec.of(ImageBuild.of(folder)));

    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("two"));

    assertThat(text(ContainerSpec.of(ImageBuild.of(folder)))).isNotEqualTo(before);
  }

  @Test
  void where_a_file_goes_and_whose_it_is_counts() {
    FileSource source = FileSource.text("x");

    assertThat(
            Stream.of(
                    APP.copy(source, "/a"),
                    APP.copy(source, "/b"),
                    APP.copy(CopiedFile.of(source, "/a").owner(70, 70)),
                    APP.copy(CopiedFile.of(source, "/a").mode(0600)))
                .map(this::text))
        .doesNotHaveDuplicates();
  }

  @Test
  void values_count_as_their_names_do() {
    assertThat(
            Stream.of(
                    APP.env("A", "1"),
                    APP.env("A", "2"),
                    APP.readyWhen(ReadyWhen.http("/").header("A", "1")),
                    APP.readyWhen(ReadyWhen.http("/").header("A", "2")),
                    APP.readyWhen(ReadyWhen.log("up").on(LogStream.STDOUT)),
                    APP.readyWhen(ReadyWhen.log("up").on(LogStream.STDERR)),
                    APP.expose(53),
                    APP.expose(Port.udp(53)),
                    APP.addCapability("NET_RAW"),
                    APP.addCapability("NET_ADMIN"))
                .map(this::text))
        .doesNotHaveDuplicates();
  }

  @Test
  void a_folder_without_a_dockerfile_is_told() {
    assertThatThrownBy(() -> text(ContainerSpec.of(ImageBuild.of(folder))))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining("Dockerfile");
  }
}
