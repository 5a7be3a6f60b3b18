package dev.mayfly.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.RunningContainer;
import dev.mayfly.Witness;
import dev.mayfly.secrets.KnownSecrets;
import dev.mayfly.secrets.MaskedLines;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks the witnesses of containers, one after the other, on threads that can be given up. */
final class Witnesses {

  private static final Pattern TEXT = Pattern.compile(".*\\.(txt|html|json)");

  private final Executor executor;
  private final Duration patience;
  private final KnownSecrets secrets;

  Witnesses(Executor executor, Duration patience, KnownSecrets secrets) {
    this.executor = executor;
    this.patience = patience;
    this.secrets = secrets;
  }

  /** What they tell, by names for files that begin with the container's. */
  Map<String, byte[]> ask(List<StartedContainer> containers) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (StartedContainer container : containers) {
      for (Witness<RunningContainer> witness : container.spec().witnesses()) {
        ask(witness, container)
            .forEach((name, content) -> files.put(free(container, name, files), content));
      }
    }
    return files;
  }

  private Map<String, byte[]> ask(Witness<RunningContainer> witness, StartedContainer container) {
    try {
      return LimitedCall.of(() -> masked(witness.tell(container)), patience, executor);
    } catch (ExecutionException e) {
      return problem("It can't be had: " + Objects.requireNonNullElse(e.getCause(), e));
    } catch (TimeoutException e) {
      return problem("It was not told within " + patience.toSeconds() + " s.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return problem("The test's thread was interrupted meanwhile.");
    }
  }

  private Map<String, byte[]> problem(String words) {
    return masked(Map.of("witness.txt", (words + "\n").getBytes(UTF_8)));
  }

  private Map<String, byte[]> masked(Map<String, byte[]> told) {
    Map<String, byte[]> shown = new LinkedHashMap<>();
    told.forEach(
        (name, content) ->
            shown.put(name, TEXT.matcher(name).matches() ? masked(content) : content.clone()));
    return shown;
  }

  private byte[] masked(byte[] text) {
    MaskedLines lines = secrets.lines();
    return new String(text, UTF_8)
        .lines()
        .map(line -> lines.next(line) + "\n")
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }

  private static String free(StartedContainer container, String name, Map<String, byte[]> taken) {
    String plain = container.networkAlias() + "-" + name;
    String safe = plain.replaceAll("[^a-zA-Z0-9._-]", "-");
    String free = safe;
    for (int number = 2; taken.containsKey(free); number++) {
      free = number + "-" + safe;
    }
    return free;
  }
}
