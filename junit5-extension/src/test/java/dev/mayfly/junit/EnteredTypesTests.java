package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How many types somebody has to know who follows the simplest test to the engine. */
class EnteredTypesTests {

  /**
   * As many as there are. 60 was the goal: what is left are the parts of a start, the values that
   * pass between them, the readers of declarations and settings, which of its engines a container
   * is for, whose types stand in its fields, under which name its image is asked for, whether the
   * build has locked it and whether it is pulled, and what keeps secrets from failures, none of
   * which waits for use.
   */
  private static final int MOST = 112;

  @Test
  void one_static_field_and_one_test_enter_few_types_before_a_container_is_created()
      throws Exception {
    Set<String> entered =
        EnteredTypes.of(LeanTestRun.class, "createContainer").stream()
            .filter(EnteredTypesTests::isOfMain)
            .collect(Collectors.toSet());

    System.out.println("entered before the engine's create call: " + entered.size());
    assertThat(entered).contains("dev.mayfly.junit.MayflyExtension").hasSizeLessThanOrEqualTo(MOST);
  }

  /** Ours, and not a test's. */
  private static boolean isOfMain(String type) {
    try {
      Class<?> found = Class.forName(type, false, EnteredTypesTests.class.getClassLoader());
      String from = found.getProtectionDomain().getCodeSource().getLocation().toString();
      return !from.contains("test-classes") && !from.endsWith("tests.jar");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
