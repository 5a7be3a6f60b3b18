package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of containers where engines differ. */
class ContainerCallsTests {

  private static final ImageName SNAPSHOT = ImageName.parse("snapshot:1");

  private final List<String> warnings = new ArrayList<>();
  private AnsweringEngine engine;
  private CreateCall creation;
  private ContainerCalls calls;

  @BeforeEach
  void start() throws IOException {
    engine = AnsweringEngine.start();
    NetworkCalls networks = new NetworkCalls(engine.api());
    Cgroups cgroups = new Cgroups(engine.api());
    HostSearch host = KnownHost.at("127.0.0.1");
    creation =
        new CreateCall(
            engine.api(),
            networks,
            new Removal(engine.api(), false),
            host,
            new HostGateway(engine.api(), false, cgroups),
            new UncountedLimits(cgroups),
            new CreateWarnings(warnings::add));
    calls = new ContainerCalls(engine.api(), networks, cgroups, host, EngineClock.SAME);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private void create(String name) {
    create(name, ContainerSpec.of("app:1"));
  }

  private void create(String name, ContainerSpec spec) {
    creation.create(ContainerRequest.of(name, "app:1", spec, Map.of(), List.of(), Map.of()));
  }

  @Test
  void what_an_engine_remarks_on_containers_is_told_once() {
    engine.says(
        "/containers/create",
        "{\"Id\": \"abc\", \"Warnings\": [\"Memory limited without swap.\", \"\"]}");

    create("one");
    create("two");

    assertThat(warnings)
        .containsExactly("The engine says of container one: Memory limited without swap.");
  }

  @Test
  void an_engine_that_remarks_nothing_is_not_quoted() {
    engine.says("/containers/create", "{\"Id\": \"abc\", \"Warnings\": null}");

    create("one");

    assertThat(warnings).isEmpty();
  }

  @Test
  void limits_that_do_not_count_are_told_once_with_the_first_containers_name() {
    engine.says("/containers/create", "{\"Id\": \"abc\", \"Warnings\": []}");
    engine.says("/info", "{\"Rootless\": true, \"CgroupVersion\": \"1\"}");

    create("one", ContainerSpec.of("app:1").memory(64 << 20));
    create("two", ContainerSpec.of("app:1").memory(32 << 20));

    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("Container one: its limit of memory does not count");
  }

  @Test
  void a_container_that_can_not_be_paused_is_made_an_image_of_while_it_goes_on() {
    engine.refuses("pause=1", "cannot pause container abc: OCI runtime pause failed");
    engine.says("/info", "{\"CgroupDriver\": \"none\"}");
    engine.says("/commit", "{\"Id\": \"sha256:f00\"}");

    assertThat(calls.commit("abc", SNAPSHOT, Map.of())).isEqualTo("sha256:f00");
    assertThat(engine.asked()).containsExactly("/commit", "/info", "/commit");
  }

  @Test
  void another_refusal_is_none_that_is_asked_again() {
    engine.refuses("pause=1", "no space left on device");
    engine.says("/info", "{\"CgroupDriver\": \"systemd\"}");

    assertThatThrownBy(() -> calls.commit("abc", SNAPSHOT, Map.of()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("no space left");
    assertThat(engine.asked()).containsExactly("/commit", "/info");
  }
}
