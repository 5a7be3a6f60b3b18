package dev.mayfly.artemis;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.HttpInterface.Answer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * The broker lets its user in and is active, by its console.
 *
 * <p>The console opens last: by then the broker has read its journal, has its queues and listens.
 * The line "Server is now live" comes earlier.
 */
record ActiveReadiness() implements Readiness {

  @Override
  public Look look(Probe probe) throws IOException {
    InetSocketAddress server =
        new InetSocketAddress(probe.host(), probe.mappedPort(ArtemisContainer.CONSOLE_PORT));
    return look(new Console(server, Login.of(probe.env()), Duration.ofSeconds(1)));
  }

  static Look look(Console console) throws IOException {
    Answer answer = console.active();
    if (answer.status() == 401 || answer.status() == 403) {
      return Look.never(
          "Artemis refuses the user \""
              + console.login().user()
              + "\": "
              + answer
              + "; an instance that existed before keeps its own users");
    }
    return answer.isGood() && answer.body().contains("\"Active\":true")
        ? Look.ready()
        : Look.notYet("Artemis answered " + answer);
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofPort(ArtemisContainer.CONSOLE_PORT);
  }

  @Override
  public String describe() {
    return "Artemis lets its user in and is active";
  }
}
