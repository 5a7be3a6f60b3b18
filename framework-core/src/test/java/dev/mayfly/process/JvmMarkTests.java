package dev.mayfly.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class JvmMarkTests {

  private final JvmMark self = JvmMark.ofThisProcess();

  @Test
  void this_process_lives_and_is_read_back() {
    assertThat(self.isDead()).isFalse();
    assertThat(JvmMark.atEndOf(Path.of("lease." + self))).isEqualTo(self);
    assertThat(self.isThisProcess()).isTrue();
  }

  @Test
  void a_process_that_has_another_ones_number_is_not_that_one() {
    assertThat(new JvmMark(self.pid(), self.start() - 60_000).isDead()).isTrue();
    assertThat(new JvmMark(self.pid(), self.start() - 60_000).isThisProcess()).isFalse();
  }

  @Test
  void an_ended_process_is_dead() throws Exception {
    Process child =
        new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-version")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    child.waitFor();

    assertThat(new JvmMark(child.pid(), self.start()).isDead()).isTrue();
    assertThat(JvmMark.atEndOf(Path.of("no-mark")).isDead()).isTrue();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void on_linux_the_start_is_no_time_of_day_which_can_be_set() {
    assertThat(self.start()).isLessThan(Instant.EPOCH.plusSeconds(900_000_000).toEpochMilli());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void an_ended_process_that_nobody_asked_for_its_exit_code_is_dead() throws Exception {
    Process parent = new ProcessBuilder("sh", "-c", "sleep 0.2 & echo $!; exec sleep 60").start();
    try (BufferedReader output = parent.inputReader()) {
      long pid = Long.parseLong(output.readLine());
      Path stat = Path.of("/proc", String.valueOf(pid), "stat");
      await().until(() -> Files.readString(stat).contains(") Z "));
      String[] afterName = Files.readString(stat).replaceFirst(".*\\) ", "").split(" ", -1);

      assertThat(new JvmMark(pid, Long.parseLong(afterName[19])).isDead()).isTrue();
    } finally {
      parent.destroy();
    }
  }
}
