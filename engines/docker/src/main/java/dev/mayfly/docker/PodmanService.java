package dev.mayfly.docker;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Podman's API at a socket of its own, for this JVM.
 *
 * <p>Its standard input is its lifeline. When that ends, however this JVM ends, a shell waits until
 * reapers have removed what sessions have there, for five minutes at most, then ends it and removes
 * its folder.
 *
 * @param process the shell
 * @param folder of the socket, this user's alone
 */
record PodmanService(Process process, Path folder) implements Closeable {

  /** How long it may take to listen. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long PAUSE_MILLIS = 20;
  private static final String SHELL =
      """
      podman=$1 folder=$2 label=label=dev.mayfly.session
      exec 3<&0 2>/dev/null
      "$podman" system service --time=0 "unix://$folder/podman.sock" \
      </dev/null >"$folder/log" 2>&1 3<&- &
      service=$!
      left() {
        timeout 10 "$podman" ps --all --quiet --filter $label
        timeout 10 "$podman" network ls --quiet --filter $label
        timeout 10 "$podman" volume ls --quiet --filter $label
      }
      (
        cat <&3 >/dev/null
        exec 3<&-
        tries=100
        sleep 2
        while [ $tries -gt 0 ] && [ -n "$(left)" ]; do
          tries=$((tries - 1))
          sleep 3
        done
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
   * Starts it.
   *
   * @param podman the program
   * @param patience until it must listen
   * @throws IOException if it does not; the message says what it said
   */
  static PodmanService start(Path podman, Duration patience) throws IOException {
    Path folder = SocketFolder.create("podman");
    List<String> arguments = List.of(podman.toString(), folder.toString());
    Process process =
        new ProcessBuilder(DetachedShell.command(SHELL, arguments))
            .redirectErrorStream(true)
            .start();
    PodmanService service = new PodmanService(process, folder);
    try {
      service.awaitSocket(patience);
      return service;
    } catch (InterruptedException e) {
      service.close();
      throw SshLogin.interrupted(e);
    } catch (IOException e) {
      service.close();
      throw e;
    }
  }

  Path socket() {
    return folder.resolve("podman.sock");
  }

  private void awaitSocket(Duration patience) throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!isListening()) {
      if (process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "\"podman system service\" ended at once, with code "
                + process.exitValue()
                + said(process.getInputStream().readAllBytes()));
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            "\"podman system service\" does not listen after "
                + Limits.words(patience)
                + said(Files.readAllBytes(folder.resolve("log"))));
      }
    }
  }

  private boolean isListening() {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
      return channel.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String said(byte[] output) {
    String words = new String(output, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
    return words.isEmpty() ? ", and says nothing" : ": " + words;
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // it has ended
    }
  }
}
