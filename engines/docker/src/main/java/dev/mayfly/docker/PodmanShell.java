package dev.mayfly.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The parent of a {@code podman system service}, which outlives this JVM for as long as reapers
 * need the service.
 *
 * <p>Its standard input is its lifeline. When that ends, however this JVM ends, it waits until
 * nothing is left of the sessions that the folder's file names, then ends the service and removes
 * the folder. The JDK holds on to a process that runs, so nobody else has to.
 */
record PodmanShell(Process process, Path folder) {

  /** The file with the ids of this JVM's sessions, each in a line. */
  static final String SESSIONS = "sessions";

  /** How long it waits for reapers. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final String SHELL =
      """
      podman=$1 folder=$2 longest=$3
      exec 3<&0 2>/dev/null
      (
        trap - TERM
        exec "$podman" system service --time=0 "unix://$folder/podman.sock"
      ) </dev/null >"$folder/log" 2>&1 3<&- &
      service=$!
      uptime() {
        read -r seconds _ </proc/uptime
        echo "${seconds%%.*}"
      }
      kept() {
        for kind in 'ps --all' 'network ls' 'volume ls' images; do
          time=$((end - $(uptime)))
          [ $time -gt 0 ] || return
          [ $time -lt 10 ] || time=10
          timeout -k 1 $time "$podman" $kind --filter label=dev.mayfly.session --format json
        done
      }
      (
        cat <&3 >/dev/null
        exec 3<&-
        if [ -s "$folder/sessions" ]; then
          end=$(($(uptime) + longest))
          sleep 2
          while kept | grep -qF -f "$folder/sessions"; do
            sleep 3
          done
        fi
        kill -TERM $service
        sleep 3
        kill -KILL $service
      ) >/dev/null &
      watcher=$!
      exec 3<&-
      wait $service
      code=$?
      kill -KILL $watcher
      said=$(tail -c 2000 "$folder/log")
      rm -rf "$folder"
      echo "$said"
      exit $code
      """;

  /**
   * Starts both.
   *
   * @param folder has the socket and ends with the service
   * @param longest how long reapers are waited for
   */
  static PodmanShell start(Path podman, Path folder, Duration longest) throws IOException {
    List<String> arguments =
        List.of(podman.toString(), folder.toString(), String.valueOf(longest.toSeconds()));
    try {
      return new PodmanShell(
          new ProcessBuilder(DetachedShell.command(SHELL, arguments))
              .redirectErrorStream(true)
              .start(),
          folder);
    } catch (IOException e) {
      Files.deleteIfExists(folder);
      throw e;
    }
  }

  /**
   * Waits for a moment.
   *
   * @throws IOException if the service has ended; the message says what it said
   */
  void requireGoingOn(long millis) throws IOException, InterruptedException {
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      throw new IOException(
          "\"podman system service\" ended at once, with code "
              + process.exitValue()
              + said(process.getInputStream().readAllBytes()));
    }
  }

  /** What to throw when it does not listen. */
  IOException isLate(Duration patience) {
    return new IOException(
        "\"podman system service\" does not listen after " + Limits.words(patience) + log());
  }

  private String log() {
    try {
      return said(Files.readAllBytes(folder.resolve("log")));
    } catch (NoSuchFileException e) {
      return ": sh has not started it yet; this machine is very busy";
    } catch (IOException e) {
      return ", and what it said can't be read: " + e;
    }
  }

  private static String said(byte[] output) {
    String words = new String(output, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
    return words.isEmpty() ? ", and says nothing" : ": " + words;
  }

  /** Does what the end of this JVM does. */
  void end() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // it has ended
    }
  }
}
