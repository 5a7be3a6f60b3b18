package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.runtime.Progress.Work;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProgressTests {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2025-03-01T10:00:00Z"));
  private final List<String> log = new ArrayList<>();
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  private final Progress inCi = new Progress(now::get, null, log::add);
  private final Progress onTerminal =
      new Progress(now::get, new PrintStream(screen, true, StandardCharsets.UTF_8), log::add);

  @Test
  void a_pull_is_a_line_every_ten_seconds() {
    Work pull = inCi.begin("Pulling redis:7");
    pull.accept("7: Pulling from library/redis");
    pull.accept("0000000000aa: Already exists");
    pull.accept("0000000000bb: Downloading 10000000/40000000");
    pass(9);
    pull.accept("0000000000cc: Downloading 2000000/20000000");
    assertThat(log).isEmpty();

    pass(1);
    pull.accept("0000000000bb: Downloading 30000000/40000000");
    pull.accept("0000000000cc: Download complete");
    pass(10);
    pull.accept("0000000000bb: Extracting 100/40000000");
    pull.close();

    assertThat(log)
        .containsExactly(
            "Pulling redis:7, 10 s: 1 of 3 layers, 32 of 60 MB",
            "Pulling redis:7, 20 s: 1 of 3 layers, 60 of 60 MB");
  }

  @Test
  void a_build_says_what_it_does() {
    Work build = inCi.begin("Building app");
    build.accept("Step 1/2 : FROM busybox");
    pass(12);
    build.accept("Step 2/2 : RUN make");

    assertThat(log).containsExactly("Building app, 12 s: Step 2/2 : RUN make");
  }

  @Test
  void a_terminal_shows_a_bar_for_each_layer() {
    Work pull = onTerminal.begin("Pulling redis:7");
    pull.accept("0000000000aa: Downloading 50/100");
    pass(1);
    pull.accept("0000000000bb: Pull complete");

    assertThat(lastPicture())
        .isEqualTo(
            "Pulling redis:7, 1 s: 1 of 2 layers\n"
                + "  0000000000aa [###############...............]  50 % Downloading\n"
                + "  0000000000bb [##############################] 100 % Pull complete\n");
    assertThat(log).isEmpty();
  }

  @Test
  void what_is_over_is_taken_off_the_terminal() {
    Work pull = onTerminal.begin("Pulling redis:7");
    pull.accept("0000000000aa: Downloading 50/100");
    screen.reset();
    pull.close();

    assertThat(screen.toString(StandardCharsets.UTF_8)).isEqualTo("\033[1A\033[2K\033[1A\033[2K");
  }

  @Test
  void a_terminal_is_drawn_ten_times_a_second_at_most() {
    Work pull = onTerminal.begin("Pulling redis:7");
    pull.accept("0000000000aa: Downloading 1/100");
    int size = screen.size();
    pull.accept("0000000000aa: Downloading 2/100");

    assertThat(screen.size()).isEqualTo(size);
  }

  private String lastPicture() {
    String all = screen.toString(StandardCharsets.UTF_8);
    return all.substring(all.lastIndexOf("\033[2K") + 4);
  }

  private void pass(long seconds) {
    now.set(now.get().plusSeconds(seconds));
  }
}
