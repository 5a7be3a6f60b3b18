package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.ready.ReadyWhen;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A service that binds its port after a random delay is never called ready before it answers,
 * although the engine's proxy accepts connections all the time. {@code -Dmayfly.test.soak=500} for
 * more starts.
 */
@Tag("docker")
final class ReadinessSoakTests {

  private static final int STARTS = Integer.getInteger("mayfly.test.soak", 30);
  private static final long SEED = Long.getLong("mayfly.test.seed", 20261126L);
  private static final int AT_ONCE = 4;

  @Test
  void who_is_ready_answers_at_once() throws Exception {
    Random random = new Random(SEED);
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    List<Future<String>> answers = new ArrayList<>();
    try (Containers containers = Containers.open(Settings.load())) {
      for (int start = 0; start < STARTS; start++) {
        int delay = random.nextInt(600);
        answers.add(threads.submit(() -> firstAnswer(containers, delay)));
      }
      for (Future<String> answer : answers) {
        assertThat(answer.get()).as("seed " + SEED).isEqualTo("hello\n");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static String firstAnswer(Containers containers, int delayMillis) throws IOException {
    String script =
        "echo hello > /index.html; usleep %d; exec httpd -f -p 80 -h /"
            .formatted(delayMillis * 1_000);
    ContainerSpec spec =
        ContainerSpec.of("busybox:1.35")
            .command("sh", "-c", script)
            .expose(80)
            .readyWhen(ReadyWhen.port(80));
    try (RunningContainer web = containers.start(spec);
        InputStream page = web.url(80).toURL().openStream()) {
      return new String(page.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
