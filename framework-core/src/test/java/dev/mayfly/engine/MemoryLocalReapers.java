package dev.mayfly.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Local reapers that remove nothing, and write down what they are told. Thread-safe. */
public final class MemoryLocalReapers {

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<LocalReaperRequest> requests = new CopyOnWriteArrayList<>();
  private volatile @Nullable String greeting;

  /** From now on there are some, whose first line this is. */
  public void say(String line) {
    greeting = line;
  }

  /** What was asked for. */
  public List<LocalReaperRequest> requests() {
    return List.copyOf(requests);
  }

  /** The words that they were told, and {@code end} where a lifeline has ended. */
  public List<String> heard() {
    return List.copyOf(heard);
  }

  Optional<AttachedStreams> start(LocalReaperRequest request) {
    String line = greeting;
    if (line == null) {
      return Optional.empty();
    }
    requests.add(request);
    MemoryStreams streams = new MemoryStreams().attach();
    streams.read(
        bytes -> heard.add(new String(bytes, StandardCharsets.US_ASCII).strip()),
        () -> heard.add("end"));
    streams.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    return Optional.of(streams);
  }
}
