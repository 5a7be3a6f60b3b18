package dev.mayfly.elasticsearch;

import dev.mayfly.RunningContainer;
import dev.mayfly.ready.HttpInterface;
import java.io.IOException;
import java.time.Duration;

/** A node's own interface, asked as its description says. No connection is kept. */
record NodeInterface(RunningContainer container) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * What the node says.
   *
   * @throws IOException if that is an error, or nothing
   */
  String ask(String method, String path) throws IOException {
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
