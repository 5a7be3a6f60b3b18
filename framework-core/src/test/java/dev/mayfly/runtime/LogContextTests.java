package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a logging library can show beside a container's line. */
class LogContextTests {

  @Test
  void a_line_that_is_logged_knows_its_container_and_its_session() throws Exception {
    Process run =
        ForkedJvm.of(
                List.of("-Dslf4j.provider=org.slf4j.jul.JULServiceProvider"),
                LogContextRun.class,
                List.of())
            .start();
    List<String> lines = run.inputReader().lines().toList();

    assertThat(run.waitFor()).isZero();
    String session = lines.get(0).replace("session ", "");
    assertThat(lines)
        .containsExactly(
            "session " + session,
            "hello {mayflyContainer=db, mayflySession=" + session + "}",
            "outside {}");
  }
}
