package dev.mayfly.wiremock;

import dev.mayfly.MayflyException;
import dev.mayfly.ready.HttpInterface;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

/** What is asked of the server's own interface. */
final class Admin {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Admin() {}

  static void post(URI command) {
    InetSocketAddress server = new InetSocketAddress(command.getHost(), command.getPort());
    try {
      HttpInterface.Answer answer =
          HttpInterface.at(server, PATIENCE).ask("POST", command.getPath(), null);
      if (answer.status() != 200) {
        throw new MayflyException(
            "WireMock answers POST %s with %d: %s"
                .formatted(command, answer.status(), answer.body()));
      }
    } catch (IOException e) {
      throw new MayflyException("WireMock does not answer POST " + command + ": " + e, e);
    }
  }
}
