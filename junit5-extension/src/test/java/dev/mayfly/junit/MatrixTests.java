package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.DeclarationException;
import dev.mayfly.GenericContainer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** A class that runs once for each image of one of its containers. */
@Tag("since-junit-5.13")
final class MatrixTests {

  private static final List<String> IMAGES = Collections.synchronizedList(new ArrayList<>());

  private final TestRun run = new TestRun();

  @BeforeEach
  void forget() {
    IMAGES.clear();
    run.engine().image("db:2");
  }

  @ContainerMatrix(
      field = "db",
      images = {"db:1", "db:2"})
  static class TwoVersionsTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1").env("A", "1");

    @Container(dependsOn = "db")
    static final GenericContainer app = GenericContainer.of("app:1");

    @Container(image = "cache:1", scope = ContainerScope.SUITE)
    static GenericContainer cache;

    @Test
    void one() {
      IMAGES.add(db.running().spec().image().describe());
      assertThat(db.running().spec().env()).containsEntry("A", "1");
      assertThat(app.running().isRunning()).isTrue();
    }

    @Nested
    class Inner {
      @Test
      void two() {
        IMAGES.add(db.running().spec().image().describe());
      }
    }
  }

  @Test
  void the_class_runs_with_each_image() {
    EngineExecutionResults results = run.execute(TwoVersionsTestCase.class);

    results.testEvents().assertStatistics(counts -> counts.started(4).succeeded(4));
    assertThat(IMAGES).containsExactly("db:1", "db:1", "db:2", "db:2");
    assertThat(
            results.containerEvents().started().map(it -> it.getTestDescriptor().getDisplayName()))
        .anyMatch(name -> name.contains("db = db:1"))
        .anyMatch(name -> name.contains("db = db:2"));
    assertThat(run.calls("start"))
        .extracting(call -> call.replaceAll("-.*", ""))
        .containsExactlyInAnyOrder("start db", "start app", "start cache", "start db", "start app");
    assertThat(run.engine().leftovers()).isEmpty();
  }

  @ContainerMatrix(
      field = "db",
      images = {"db:1", "db:2"})
  static class InstanceTestCase {
    @Container(image = "db:1")
    GenericContainer db;

    @Test
    void one() {
      IMAGES.add(db.running().spec().image().describe());
    }
  }

  @Test
  void the_field_may_be_one_of_the_instance() {
    run.inParallel().succeeds(2, InstanceTestCase.class);

    assertThat(IMAGES).containsExactlyInAnyOrder("db:1", "db:2");
  }

  @ContainerMatrix(
      field = "dbb",
      images = {"db:1", "db:1", "DB UPPER"})
  static class WrongTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void never_runs() {}
  }

  @Test
  void a_matrix_that_can_not_work_is_told_before_anything_starts() {
    assertThat(run.failuresOf(WrongTestCase.class))
        .singleElement()
        .isInstanceOf(DeclarationException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith(
            "Wrong @ContainerMatrix on WrongTestCase: field names \"dbb\", but the containers here"
                + " are [db]. images names \"db:1\" twice. \"DB UPPER\" is no image name");
    assertThat(run.calls()).isEmpty();
  }

  @ContainerMatrix(
      field = "db",
      images = {})
  static class EmptyTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void never_runs() {}
  }

  @Test
  void a_matrix_without_images_is_told() {
    assertThat(run.failuresOf(EmptyTestCase.class))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("images names none");
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  @ContainerMatrix(
      field = "db",
      images = {"db:1", "db:2"})
  static class OneInstanceTestCase {
    @Container(image = "db:1")
    GenericContainer db;

    @Test
    void one() {
      IMAGES.add(db.running().spec().image().describe());
    }
  }

  @Test
  void the_instance_may_be_one_for_all_tests() {
    run.succeeds(2, OneInstanceTestCase.class);

    assertThat(IMAGES).containsExactly("db:1", "db:2");
    assertThat(run.calls("start")).hasSize(2);
  }

  @ContainerMatrix(
      field = "db",
      images = {"db:1", "db:2"})
  static class OuterTestCase {
    @Container(image = "db:1")
    static GenericContainer db;

    @Nested
    @ContainerMatrix(
        field = "cache",
        images = {"cache:1", "cache:2"})
    class Inner {
      @Container(image = "cache:1")
      static GenericContainer cache;

      @Test
      void both() {
        IMAGES.add(
            db.running().spec().image().describe() + cache.running().spec().image().describe());
      }
    }
  }

  @Test
  void a_matrix_may_be_in_another() {
    run.engine().image("cache:2");

    run.succeeds(4, OuterTestCase.class);

    assertThat(IMAGES).containsExactly("db:1cache:1", "db:1cache:2", "db:2cache:1", "db:2cache:2");
  }
}
