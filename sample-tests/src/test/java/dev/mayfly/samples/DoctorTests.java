package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.engine.Finding;
import dev.mayfly.engine.Finding.Verdict;
import dev.mayfly.runtime.Doctor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The doctor where these samples run, in a container or not. */
@Tag("docker")
class DoctorTests {

  @Test
  void finds_nothing_that_keeps_tests_from_running() {
    assertThat(Doctor.examine())
        .extracting(Finding::verdict)
        .contains(Verdict.GOOD)
        .doesNotContain(Verdict.BAD);
  }

  @Test
  void tells_where_ports_are_reached() {
    assertThat(Doctor.examine())
        .filteredOn(finding -> finding.subject().equals("ports"))
        .extracting(Finding::words)
        .singleElement()
        .asString()
        .startsWith("opened at ");
  }
}
