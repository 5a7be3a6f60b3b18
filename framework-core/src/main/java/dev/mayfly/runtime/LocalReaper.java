package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.LocalReaperRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reaper beside this JVM, which watches before the first thing is created, and ends with the
 * session: a process whose lifeline is a pipe. Thread-safe; once it was told something, it hears no
 * more.
 */
final class LocalReaper {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.reaper");

  private final AttachedStreams streams;

  private LocalReaper(AttachedStreams streams) {
    this.streams = streams;
  }

  /** Starts one, and waits until it watches; empty if none can. */
  static Optional<LocalReaper> start(ContainerEngine engine, LocalReaperRequest request) {
    try {
      return engine.startLocalReaper(request).filter(LocalReaper::isReady).map(LocalReaper::new);
    } catch (MayflyException e) {
      LOG.debug("No reaper runs on this machine", e);
      return Optional.empty();
    }
  }

  private static boolean isReady(AttachedStreams streams) {
    try {
      String said =
          new BufferedReader(new InputStreamReader(streams.output(), StandardCharsets.UTF_8))
              .readLine();
      LOG.debug("The reaper on this machine: {}", said);
      if ("ready".equals(said)) {
        return true;
      }
    } catch (IOException e) {
      LOG.debug("The reaper on this machine says nothing", e);
    }
    streams.close();
    return false;
  }

  /** Whether it still runs. */
  boolean isThere() {
    try {
      write("ping\n");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Lets it remove what is left now. */
  void close() {
    tell("close\n");
  }

  /** Lets it remove a reaper's container too that is being made and nobody waits for. */
  void closeEarly() {
    tell("early\n");
  }

  /** Lets it go without a look: others watch, or what is left is to stay. */
  void dismiss() {
    tell("leave\n");
  }

  /** Lets it remove what is left as soon as this JVM has ended; tells whether it will. */
  boolean awaitEnd() {
    try {
      write("last\n");
      return true;
    } catch (IOException e) {
      LOG.debug("The reaper on this machine has ended", e);
      return false;
    }
  }

  /** Lets it go on alone, as if this JVM had died. */
  void leave() {
    streams.close();
  }

  private void tell(String word) {
    try (streams) {
      write(word);
    } catch (IOException e) {
      LOG.debug("The reaper on this machine has ended", e);
    }
  }

  private void write(String word) throws IOException {
    OutputStream stdin = streams.stdin();
    stdin.write(word.getBytes(StandardCharsets.US_ASCII));
    stdin.flush();
  }
}
