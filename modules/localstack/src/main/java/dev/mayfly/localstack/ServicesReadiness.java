package dev.mayfly.localstack;

import static dev.mayfly.localstack.LocalStackContainer.PORT;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/**
 * LocalStack says that its init scripts have ended, each of them well, and that every service that
 * was asked for can be used. The scripts come last in its start, after it has begun to answer.
 */
record ServicesReadiness() implements Readiness {

  private static final int TIMEOUT_MILLIS = 1_000;

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
    URL url = new URL("http", probe.host(), probe.mappedPort(PORT), path);
    HttpURLConnection request = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    request.setConnectTimeout(TIMEOUT_MILLIS);
    request.setReadTimeout(TIMEOUT_MILLIS);
    try (InputStream body = request.getInputStream()) {
      return new String(body.readNBytes(1 << 20), StandardCharsets.UTF_8);
    } finally {
      request.disconnect();
    }
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
