package dev.mayfly.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Containers of Testcontainers in fields that Mayfly's annotation declares. */
@Tag("docker")
class DeclaredDockerTests {

  // tag::declared[]
  @Container static final PostgreSQLContainer db = new PostgreSQLContainer("postgres:15");

  @Container(dependsOn = "db", aliases = "front")
  static final GenericContainer<?> web = new GenericContainer<>("nginx:1.22").withExposedPorts(80);

  @Container(dependsOn = {"db", "web"})
  static final dev.mayfly.GenericContainer client =
      dev.mayfly.GenericContainer.of("busybox:1.35").command("sleep", "1h");

  @Test
  void a_container_of_testcontainers_is_one_of_the_session() throws Exception {
    try (Connection connection =
            DriverManager.getConnection(db.getJdbcUrl(), db.getUsername(), db.getPassword());
        ResultSet answer = connection.createStatement().executeQuery("select 1")) {
      assertThat(answer.next()).isTrue();
    }
    assertThat(client.exec("nslookup", "db").stdout()).contains("Address");
    assertThat(client.exec("wget", "-q", "-O", "-", "http://front/").stdout()).contains("<html");
  }

  // end::declared[]

  @Container
  final GenericContainer<?> fresh = new GenericContainer<>("redis:7.0").withExposedPorts(6379);

  @Test
  void it_has_both_labels_and_a_readable_name() {
    String session = EngineLook.labelsOfContainer(client.running().id()).get(EngineLook.SESSION);

    assertThat(EngineLook.labelsOfContainer(db.getContainerId()))
        .containsEntry(EngineLook.SESSION, session)
        .containsKey(EngineLook.OWNER)
        .containsEntry("dev.mayfly.place", "field DeclaredDockerTests.db");
    assertThat(db.getContainerName()).startsWith("/mayfly-" + session + "-db");
    assertThat(EngineLook.labelsOfContainer(fresh.getContainerId()))
        .containsEntry(EngineLook.SESSION, session);
  }

  @Test
  void nobody_starts_ryuk() {
    assertThat(EngineLook.ryuks()).isEmpty();
  }

  @Test
  void a_command_runs_in_it() throws Exception {
    assertThat(fresh.execInContainer("redis-cli", "ping").getStdout()).contains("PONG");
  }
}
