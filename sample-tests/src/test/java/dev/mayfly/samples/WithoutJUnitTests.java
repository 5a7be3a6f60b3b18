package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.GenericContainer;
import dev.mayfly.RunningContainer;
import dev.mayfly.lifetime.ContainerGroup;
import dev.mayfly.lifetime.Member;
import dev.mayfly.lifetime.StartedGroup;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.postgresql.PostgresDatabase;
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

  // tag::alone[]
  @Test
  void a_handle_is_started_and_stopped_by_itself() {
    try (GenericContainer web = GenericContainer.of("nginx:1.22").expose(80)) {
      web.start();
      assertThat(web.isRunning()).isTrue();
      assertThat(web.url(80)).hasScheme("http");
      web.stop();
      assertThat(web.isRunning()).isFalse();
    }
  }

  // end::alone[]

  // tag::group[]
  @Test
  void a_group_starts_in_the_order_of_its_dependencies() {
    PostgresContainer db = PostgresContainer.of();
    PostgresDatabase orders = PostgresDatabase.of();
    GenericContainer web = GenericContainer.of("nginx:1.22").expose(80);
    ContainerGroup group =
        ContainerGroup.of(
                Member.of("db", db).aliases("orders-db"), Member.of("web", web).dependsOn("db"))
            .slice("db", orders);

    try (Containers containers = Containers.open();
        StartedGroup started = group.start(containers)) {
      assertThat(web.url(80)).hasScheme("http");
      assertThat(orders.jdbcUrl()).contains(orders.name());
      assertThat(started.containers()).containsExactly(db.running(), web.running());
    }
  }

  // end::group[]

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
