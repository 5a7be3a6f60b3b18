package dev.mayfly.kafka;

import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.SliceNames;
import dev.mayfly.ready.Look;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Gives out names that topics and groups begin with, and deletes what then begins with them.
 * Thread-safe; each call connects anew.
 *
 * <p>Names contain the run. What a dead run left on a broker that outlives it stays there under
 * names that nobody uses any more.
 */
final class TopicMaker implements SliceMaker<KafkaTopics> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RunningContainer container;
  private final SliceNames names;
  private final Duration limit;

  TopicMaker(RunningContainer container, String run) {
    this(container, run, PATIENCE);
  }

  TopicMaker(RunningContainer container, String run, Duration limit) {
    this.container = container;
    this.names = SliceNames.of(run, '.');
    this.limit = limit;
  }

  @Override
  public Object content(KafkaTopics description) {
    return description.made();
  }

  @Override
  public String make(KafkaTopics description) throws IOException, InterruptedException {
    String name = names.next();
    Patience patience = Patience.of(container, limit);
    try {
      for (TopicReadiness topic : description.made()) {
        make(topic, name, patience);
      }
      return name;
    } catch (IOException | InterruptedException | RuntimeException e) {
      unmake(description, name, e);
      throw e;
    }
  }

  /** Nobody else makes it: one that exists was made by an attempt whose answer came too late. */
  private void make(TopicReadiness topic, String slice, Patience patience)
      throws IOException, InterruptedException {
    TopicReadiness own = topic.in(slice);
    Look look = patience.ask(() -> ask(own::look));
    if (look.isReady()) {
      look = patience.ask(() -> askAll(own::isKnown));
    }
    if (!look.isReady()) {
      throw new MayflyException(
          "the broker made no topic \"" + topic.name() + "\": " + look.seen());
    }
  }

  /** Once only: who waits for the failure has waited long enough, or was interrupted. */
  private void unmake(KafkaTopics description, String slice, Exception failure) {
    List<String> asked = description.made().stream().map(topic -> topic.in(slice).name()).toList();
    try {
      TopicRemoval removal = new TopicRemoval(slice, asked);
      ask(removal::look);
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private interface Question {
    Look look(InetSocketAddress broker, Access access) throws IOException;
  }

  private Look ask(Question question) throws IOException {
    Access access = Access.of(container.spec().env());
    return Brokers.ask(container, broker -> question.look(broker, access));
  }

  private Look askAll(Question question) throws IOException {
    Access access = Access.of(container.spec().env());
    return Brokers.askAll(container, broker -> question.look(broker, access));
  }

  /** Each broker lists and deletes only those groups that it coordinates. */
  @Override
  public void drop(String name) throws IOException, InterruptedException {
    TopicRemoval removal = new TopicRemoval(name, List.of());
    Look look = Patience.of(container, limit).ask(() -> askAll(removal::look));
    if (!look.isReady()) {
      throw new IOException(look.seen());
    }
  }
}
