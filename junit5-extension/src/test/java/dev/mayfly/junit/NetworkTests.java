package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ExecResult;
import dev.mayfly.GenericContainer;
import dev.mayfly.Network;
import dev.mayfly.NetworkAttachment;
import dev.mayfly.NetworkSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Containers find each other by the names of their fields. */
final class NetworkTests {

  private final TestRun run = new TestRun();

  static class NetworkTestCase {
    @Container static final Network backend = Network.of("backend");
    @Container private static Network frontend;

    @Container(network = "backend", aliases = "database")
    static final GenericContainer orderDb = GenericContainer.of("db:1");

    @Container(network = "frontend")
    static final GenericContainer app =
        GenericContainer.of("app:1").network(Network.of("third"), "web");

    @Container static final GenericContainer cache = GenericContainer.of("cache:1");

    @Test
    void networks_are_made_when_they_are_needed() {
      assertThat(backend.id()).isNotEmpty().isNotEqualTo(frontend.id());
      assertThat(frontend.spec().name()).isEqualTo("NetworkTests.NetworkTestCase.frontend");
    }

    @Test
    void a_container_is_known_by_its_field_as_written_and_in_lower_case() {
      assertThat(orderDb.networkAlias()).isEqualTo("orderDb");
      for (String name : List.of("orderDb", "orderdb", "database")) {
        assertThat(orderDb.exec("find", name).exitCode()).isZero();
      }
      assertThat(orderDb.exec("find", "cache").exitCode()).isEqualTo(1);
    }

    @Test
    void networks_of_the_value_are_kept() {
      assertThat(app.running().spec().networks())
          .extracting(NetworkAttachment::network)
          .containsExactly(NetworkSpec.of("third"), frontend.spec());
    }

    @Test
    void a_container_without_a_network_joins_that_of_the_run() {
      assertThat(cache.running().spec().networks()).isEmpty();
    }
  }

  @Test
  void network_fields_belong_to_the_run() {
    run.engine()
        .image("db:1")
        .exec((db, find) -> result(db.canReach(find.command().get(1)) ? 0 : 1));

    run.succeeds(4, NetworkTestCase.class);

    assertThat(run.engine().leftovers()).isEmpty();
    assertThat(NetworkTestCase.frontend).isNull();
  }

  private static ExecResult result(int exitCode) {
    return new ExecResult(exitCode, new byte[0], new byte[0]);
  }
}
