package dev.mayfly.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What counts as a cycle of classes. */
class ClassCyclesTests {

  @Test
  void classes_that_reach_each_other_over_others_are_one_cycle_and_nested_types_count_as_theirs() {
    String lines =
        """
           dev.mayfly.A        -> dev.mayfly.B       classes
           dev.mayfly.B$Part   -> dev.mayfly.C$One   classes
           dev.mayfly.C        -> dev.mayfly.A       classes
           dev.mayfly.C        -> dev.mayfly.D       classes
           dev.mayfly.E        -> dev.mayfly.A       classes
           dev.mayfly.A        -> java.lang.Object   java.base
        """;

    assertThat(ClassCycles.ofDependencies(lines))
        .containsExactly(Set.of("dev.mayfly.A", "dev.mayfly.B", "dev.mayfly.C"));
  }

  @Test
  void a_type_and_what_is_nested_in_it_are_no_cycle() {
    String lines =
        "   dev.mayfly.A -> dev.mayfly.A$B classes\n   dev.mayfly.A$B -> dev.mayfly.A x\n";

    assertThat(ClassCycles.ofDependencies(lines)).isEmpty();
  }
}
