package dev.mayfly.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.MayflyException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTests {

  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path folder;

  private ProcessLock take(String work, Duration limit) {
    return ProcessLock.take(folder.resolve("x.lock"), work, limit, "Ask for help.");
  }

  @Test
  void threads_of_one_jvm_take_turns() {
    AtomicInteger inside = new AtomicInteger();
    List<CompletableFuture<Integer>> turns =
        IntStream.range(0, 8)
            .mapToObj(
                number ->
                    CompletableFuture.supplyAsync(
                        () ->
                            take("counts", LONG)
                                .holding(
                                    () -> {
                                      int now = inside.incrementAndGet();
                                      inside.decrementAndGet();
                                      return now;
                                    })))
            .toList();

    assertThat(turns).extracting(CompletableFuture::join).containsOnly(1);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_folder_that_has_gone_is_made_anew_for_this_user_only() throws IOException {
    Path gone = folder.resolve("gone");

    ProcessLock.take(gone.resolve("x.lock"), "joins", LONG, "Ask for help.").close();

    assertThat(Files.getPosixFilePermissions(gone))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void who_waits_too_long_is_told_for_whom() {
    try (ProcessLock held = take("starts db", LONG)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> take("starts db too", Duration.ofMillis(20)))
          .isInstanceOf(MayflyException.class)
          .hasMessageContainingAll(
              "20 ms", "process " + ProcessHandle.current().pid(), "which starts db", "end it");
    }
  }

  @Test
  void waiting_can_be_interrupted() {
    try (ProcessLock held = take("starts db", LONG)) {
      assertThat(held).isNotNull();
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> take("starts db too", LONG)).hasMessageContaining("Interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void what_fails_under_the_lock_gives_it_back() {
    assertThatThrownBy(
            () ->
                take("fails", LONG)
                    .holding(
                        () -> {
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");

    take("works", Duration.ofMillis(20)).close();
  }

  @Test
  void the_lock_of_a_dead_jvm_is_no_lock() throws Exception {
    Files.createFile(folder.resolve("x.lock"));
    Files.writeString(folder.resolve("x.lock.1-1"), "starts db");

    take("starts db", Duration.ofMillis(20)).close();
  }

  @Test
  void a_file_that_this_jvm_has_locked_otherwise_is_waited_for() throws Exception {
    Path file = Files.createFile(folder.resolve("x.lock"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThat(channel.lock().isValid()).isTrue();

      assertThatThrownBy(() -> take("starts db", Duration.ofMillis(20)))
          .isInstanceOf(MayflyException.class)
          .hasMessageContaining("Waited 20 ms");
    }
  }

  @Test
  void a_folder_that_is_gone_is_made_anew() {
    ProcessLock.take(folder.resolve("new").resolve("x.lock"), "starts", LONG, "Ask for help.")
        .close();

    assertThat(folder.resolve("new")).isDirectory();
  }

  @Test
  void a_place_that_can_hold_no_lock_is_an_error_with_advice() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(
            () -> ProcessLock.take(file.resolve("x.lock"), "starts", LONG, "Ask for help."))
        .hasMessageContainingAll(file.toString(), "). Ask for help.");
  }
}
