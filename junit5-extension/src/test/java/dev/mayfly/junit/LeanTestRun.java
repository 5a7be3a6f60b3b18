package dev.mayfly.junit;

import dev.mayfly.GenericContainer;
import org.junit.jupiter.api.Test;

/** The program that {@link EnteredTypesTests} looks at: one static field and one test. */
final class LeanTestRun {

  private LeanTestRun() {}

  static class OneFieldTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void has_a_container() {
      System.out.println("ready " + db.running().name());
    }
  }

  public static void main(String[] none) {
    new TestRun().parameter("mayfly.report", "off").succeeds(1, OneFieldTestCase.class);
  }
}
