package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several JVMs have one page, however they end. */
class ReportsOfABuildTests {

  @TempDir private Path folder;

  private Process start(String how) throws IOException {
    return ForkedJvm.of(List.of(), ReportedRun.class, List.of(folder.toString(), how)).start();
  }

  private static String session(Process run) throws IOException {
    return run.inputReader().readLine();
  }

  private String page() throws IOException {
    Path page = folder.resolve("index.html");
    return Files.exists(page) ? Files.readString(page) : "";
  }

  private static String of(String session, String page) {
    return page.lines().filter(line -> line.contains("\"" + session + "\"")).findFirst().orElse("");
  }

  @Test
  void jvms_at_once_are_all_on_the_page() throws Exception {
    List<Process> runs = new ArrayList<>();
    List<String> sessions = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      runs.add(start("end"));
    }
    for (Process run : runs) {
      sessions.add(session(run));
      assertThat(run.waitFor()).isZero();
    }

    String page = page();
    assertThat(sessions)
        .allSatisfy(
            session -> {
              assertThat(of(session, page)).contains("data-life=\"over\"");
              assertThat(folder.resolve(session + ".html")).isNotEmptyFile();
            });
  }

  @Test
  void a_jvm_is_on_the_page_while_it_runs_and_after_it_was_killed() throws Exception {
    Process killed = start("stay");
    try {
      String session = session(killed);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> of(session, page()).contains("data-life=\"running\""));

      killed.destroyForcibly().waitFor();
      Process next = start("end");
      String other = session(next);
      assertThat(next.waitFor()).isZero();

      assertThat(of(session, page())).contains("data-life=\"lost\"");
      assertThat(of(other, page())).contains("data-life=\"over\"");
    } finally {
      killed.destroyForcibly();
    }
  }
}
