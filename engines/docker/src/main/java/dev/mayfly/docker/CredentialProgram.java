package dev.mayfly.docker;

import dev.mayfly.engine.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program that knows logins for registries, {@code docker-credential-NAME}.
 *
 * @param name the last part of its own
 * @param file that names it
 */
record CredentialProgram(String name, Path file) {

  private static final int SECONDS = 5;

  private String program() {
    return "docker-credential-" + name;
  }

  /** Whether it is there and answers; what it answers are secrets, and nobody reads them. */
  Finding examined(String registry) {
    String what = program() + " (" + registry + ")";
    String fix =
        "install it or put it on the PATH, or take it out of "
            + file
            + ": pulls ask it for a login";
    Finding finding;
    try {
      finding = verdict(what, run(), fix);
    } catch (IOException e) {
      finding = Finding.note("credentials", what + " can't be run: " + e.getMessage(), fix);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      finding = Finding.skipped("credentials", what + ": interrupted");
    }
    return finding.with("helper", program()).with("registry", registry);
  }

  private static Finding verdict(String what, String trouble, String fix) {
    return trouble.isEmpty()
        ? Finding.good("credentials", what + " answers")
        : Finding.note("credentials", what + " " + trouble, fix);
  }

  /** Empty if all is well. */
  private String run() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(program(), "list").redirectErrorStream(true).start();
    process.getOutputStream().close();
    CompletableFuture<String> said =
        CompletableFuture.supplyAsync(
            () -> text(process), task -> Threads.daemon("mayfly-credentials", task).start());
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        return "does not answer within " + SECONDS + " s";
      }
      // what it has started may hold its output open
      String words = said.completeOnTimeout("", 1, TimeUnit.SECONDS).join().strip();
      return process.exitValue() == 0 ? "" : "ends with " + process.exitValue() + ": " + words;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
