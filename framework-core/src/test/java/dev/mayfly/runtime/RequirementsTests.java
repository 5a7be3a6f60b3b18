package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.DeclarationException;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.Mount;
import dev.mayfly.Port;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.Capability;
import dev.mayfly.engine.InMemoryEngine;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an engine can't do is refused with the place that asks for it. */
class RequirementsTests {

  private static final ContainerSpec APP = ContainerSpec.of("app:1");

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);

  @AfterEach
  void close() {
    containers.close();
  }

  static Stream<Arguments> needs() {
    return Stream.of(
        Arguments.of(Capability.FIXED_PORTS, APP.fixedPort(8080, Port.tcp(80))),
        Arguments.of(Capability.UDP_PORTS, APP.expose(Port.udp(53))),
        Arguments.of(Capability.BIND_MOUNTS, APP.mount(Mount.bind(Path.of("/tmp"), "/tmp"))),
        Arguments.of(Capability.PRIVILEGED, APP.privileged()),
        Arguments.of(Capability.CREATE_PATCH, APP.createRequestPatch("{}")),
        Arguments.of(Capability.BUILD, ContainerSpec.of(ImageBuild.of(Path.of("src")))));
  }

  @ParameterizedTest
  @MethodSource("needs")
  void a_declaration_that_needs_it_is_refused_before_the_engine_is_asked(
      Capability capability, ContainerSpec spec) {
    engine.lacks(capability);

    assertThatExceptionOfType(ContainerStartException.class)
        .isThrownBy(
            () ->
                containers
                    .orchestrator()
                    .start(new StartRequest(spec, "app", "field OrderTests.app")))
        .havingRootCause()
        .isInstanceOf(DeclarationException.class)
        .withMessageContainingAll("field OrderTests.app", capability.words(), "mayfly.engine");
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void what_would_give_the_engine_what_it_lacks_is_said() {
    engine.lacks(Capability.BUILD);
    engine.remedy("Set registry to a place for images.");
    ContainerSpec built = ContainerSpec.of(ImageBuild.of(Path.of("src")));

    assertThatExceptionOfType(ContainerStartException.class)
        .isThrownBy(
            () ->
                containers
                    .orchestrator()
                    .start(new StartRequest(built, "app", "field OrderTests.app")))
        .withMessageContaining(
            "does not. Set registry to a place for images. Or do without, or choose another engine");
  }

  @Test
  void what_is_asked_of_a_running_container_is_refused_with_its_place() {
    engine.image("app:1");
    engine.lacks(Capability.PAUSE, Capability.COMMIT);
    RunningContainer app =
        containers.orchestrator().start(new StartRequest(APP, "app", "field OrderTests.app"));

    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(app::pause)
        .withMessageContainingAll("field OrderTests.app", "pauses containers");
    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> app.commit(ImageName.parse("copy:1")))
        .withMessageContainingAll("field OrderTests.app", "makes images of containers");
  }
}
