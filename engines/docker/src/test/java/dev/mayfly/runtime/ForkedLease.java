package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A forked JVM that runs {@link LeasingJvm}, and does its next step when a line is written to it.
 */
record ForkedLease(Process process, BufferedReader output) {

  /**
   * Starts one.
   *
   * @param settings as {@code name=value}
   */
  static ForkedLease of(String... settings) {
    try {
      Process process = ForkedJvm.of(List.of(), LeasingJvm.class, List.of(settings)).start();
      return new ForkedLease(
          process,
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String lease() throws IOException {
    says("open");
    tell();
    return leased();
  }

  String leased() throws IOException {
    String[] words = String.valueOf(output.readLine()).split(" ", -1);
    assertThat(words).hasSize(2).endsWith("up");
    return words[0];
  }

  void says(String line) throws IOException {
    assertThat(output.readLine()).isEqualTo(line);
  }

  void tell() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  void end() throws IOException, InterruptedException {
    tell();
    assertThat(process.waitFor()).isZero();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
