package dev.mayfly.elasticsearch;

import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.SliceNames;
import dev.mayfly.ready.HttpInterface;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Gives out names that indices begin with, and deletes what then begins with them. Thread-safe; no
 * connection is kept.
 *
 * <p>Names contain the run. What a killed run left in a node that outlives it stays there under
 * names that nobody uses any more.
 */
final class IndexMaker implements SliceMaker<SearchIndices> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RunningContainer container;
  private final SliceNames names;

  IndexMaker(RunningContainer container, String run) {
    this.container = container;
    this.names = SliceNames.of(run, '-');
  }

  @Override
  public String make(SearchIndices description) {
    return names.next();
  }

  /** By name, since nodes refuse to delete what a pattern matches. */
  @Override
  public void drop(String name) throws IOException {
    List<String> indices =
        ask("GET", "/_cat/indices/" + name + "-*?h=index&expand_wildcards=all").lines().toList();
    for (String index : indices) {
      ask("DELETE", "/" + index.strip());
    }
  }

  private String ask(String method, String path) throws IOException {
    HttpInterface plain = HttpInterface.at(container.mappedAddress(Node.PORT), PATIENCE);
    HttpInterface node = Node.isSecured(container.spec().env()) ? plain.tls() : plain;
    String password = container.spec().env().get(Node.PASSWORD);
    HttpInterface.Answer answer =
        (password == null ? node : node.basicAuth("elastic", password)).ask(method, path, null);
    if (answer.status() >= 400) {
      throw new IOException("the node answered " + answer.status() + " " + answer.body());
    }
    return answer.body();
  }
}
