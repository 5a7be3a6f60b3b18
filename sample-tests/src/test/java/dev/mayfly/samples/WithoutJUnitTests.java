package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.GenericContainer;
import dev.mayfly.RunningContainer;
import dev.mayfly.runtime.Containers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A program that starts containers itself, without the extension. */
@Tag("docker")
class WithoutJUnitTests {

  // tag::session[]
  @Test
  void a_session_starts_containers_and_removes_them_at_its_end() {
    try (Containers containers = Containers.open()) {
      GenericContainer web = containers.start("web", GenericContainer.of("nginx:1.22").expose(80));
      RunningContainer client =
          containers.start(ContainerSpec.of("busybox:1.35").command("sleep", "1h"));

      assertThat(web.url(80)).hasScheme("http");
      assertThat(client.exec("wget", "-q", "-O", "-", "http://web/").stdout()).contains("<html");
    }
  }

  // end::session[]

  @Test
  void a_container_can_be_closed_before_its_session() {
    try (Containers containers = Containers.open();
        RunningContainer box =
            containers
                .start(GenericContainer.of("busybox:1.35").command("sleep", "1h"))
                .running()) {
      assertThat(box.isRunning()).isTrue();
    }
  }
}
