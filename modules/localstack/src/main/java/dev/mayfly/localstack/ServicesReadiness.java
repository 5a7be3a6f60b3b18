package dev.mayfly.localstack;

import static dev.mayfly.localstack.LocalStackContainer.PORT;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.HttpInterface;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * LocalStack says that its init scripts have ended, each of them well, and that every service that
 * was asked for can be used. The scripts come last in its start, after it has begun to answer.
 */
record ServicesReadiness() implements Readiness {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Override
  public Look look(Probe probe) throws IOException {
    Look scripts = Answers.scripts(get(probe, "/_localstack/init/ready"));
    if (!scripts.isReady()) {
      return scripts;
    }
    String wanted = probe.env().getOrDefault(LocalStackContainer.SERVICES, "");
    return Answers.services(get(probe, "/_localstack/health"), wanted);
  }

  private static String get(Probe probe, String path) throws IOException {
    InetSocketAddress server = new InetSocketAddress(probe.host(), probe.mappedPort(PORT));
    HttpInterface.Answer answer = HttpInterface.at(server, PATIENCE).ask("GET", path, null);
    if (!answer.isGood()) {
      throw new IOException(path + " is answered with " + answer);
    }
    return answer.body();
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofPort(PORT);
  }

  @Override
  public String describe() {
    return "LocalStack has run its init scripts and has the services that were asked for";
  }
}
