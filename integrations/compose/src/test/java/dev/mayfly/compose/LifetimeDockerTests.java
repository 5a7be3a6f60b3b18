package dev.mayfly.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** How long projects live, and who shares them. */
@NeedsCompose
@Tag("docker")
class LifetimeDockerTests {

  /** Small, with a fixed name and a fixed port. */
  private static final String FIXED = "projects/fixed/compose.yml";

  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  @BeforeEach
  void nothing_is_seen_yet() {
    SEEN.clear();
  }

  static class FirstCase {
    @Container static final ComposeProject fixed = ComposeProject.of(FIXED);

    @Test
    void it_runs() throws Exception {
      SEEN.add(fixed.service("page").id());
      BOTH.await(2, TimeUnit.MINUTES);
      assertThat(fixed.service("page").port(80)).isNotEqualTo(18_765);
    }
  }

  static class SecondCase {
    @Container static final ComposeProject fixed = ComposeProject.of(FIXED);

    @Test
    void it_runs() throws Exception {
      SEEN.add(fixed.service("page").id());
      BOTH.await(2, TimeUnit.MINUTES);
      assertThat(fixed.service("page").isRunning()).isTrue();
    }
  }

  @Test
  void two_classes_have_the_same_file_with_fixed_ports_at_the_same_time() {
    Tests tests = Tests.run(FirstCase.class, SecondCase.class);

    assertThat(tests.failures()).isEmpty();
    assertThat(tests.passed()).isEqualTo(2);
    assertThat(SEEN).hasSize(2);
  }

  static class FirstOfRunCase {
    @Container(scope = ContainerScope.SUITE)
    static final ComposeProject shared = ComposeProject.of(FIXED).scale("page", 1);

    @Test
    void it_runs() {
      SEEN.add(shared.service("page").id());
    }
  }

  static class SecondOfRunCase {
    @Container(scope = ContainerScope.SUITE)
    static final ComposeProject other = ComposeProject.of(FIXED).scale("page", 1);

    @Test
    void it_runs() {
      SEEN.add(other.service("page").id());
    }
  }

  @Test
  void projects_that_were_told_the_same_are_one_for_the_run() {
    Tests tests = Tests.run(FirstOfRunCase.class, SecondOfRunCase.class);

    assertThat(tests.failures()).isEmpty();
    assertThat(SEEN).hasSize(1);
  }

  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class FreshCase {
    @Container final ComposeProject fresh = ComposeProject.of(FIXED);

    @Test
    void one_test() {
      SEEN.add(fresh.service("page").id());
    }

    @Test
    void two_tests() {
      SEEN.add(fresh.service("page").id());
    }
  }

  @Test
  void in_an_instance_field_it_is_fresh_for_each_test() {
    Tests tests = Tests.run(FreshCase.class);

    assertThat(tests.failures()).isEmpty();
    assertThat(SEEN).hasSize(2);
  }

  static class HandleOfEachTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final ComposeProject wide = ComposeProject.of(FIXED).scale("page", 1);

    @Container
    final GenericContainer page = wide.service("page", GenericContainer.of("busybox:1.35"));

    @Test
    void one_test() {
      SEEN.add(page.running().id());
      assertThat(page.port(80)).isEqualTo(wide.service("page").port(80));
    }

    @Test
    void two_tests() {
      SEEN.add(page.running().id());
      assertThat(page.port(80)).isEqualTo(wide.service("page").port(80));
    }
  }

  @Test
  void a_handle_of_each_test_leaves_the_service_of_a_project_that_lives_longer() {
    Tests tests = Tests.run(HandleOfEachTestCase.class);

    assertThat(tests.failures()).isEmpty();
    assertThat(tests.passed()).isEqualTo(2);
    assertThat(SEEN).hasSize(1);
  }

  static class OfBuildCase {
    @Container(scope = ContainerScope.BUILD)
    static final ComposeProject fixed = ComposeProject.of(FIXED);

    @Test
    void it_runs() {}
  }

  @Test
  void other_jvms_can_not_have_it() {
    assertThat(Tests.run(OfBuildCase.class).failures())
        .singleElement()
        .asString()
        .contains("OfBuildCase.fixed", "BUILD");
  }

  static class AttributesCase {
    @Container(env = "A=b", timeout = "5s")
    static final ComposeProject fixed = ComposeProject.of(FIXED);

    @Test
    void it_runs() {}
  }

  @Test
  void attributes_that_would_do_nothing_are_refused() {
    assertThat(Tests.run(AttributesCase.class).failures())
        .singleElement()
        .asString()
        .contains("AttributesCase.fixed", "[env, timeout]");
  }
}
