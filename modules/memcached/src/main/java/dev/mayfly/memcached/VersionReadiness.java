package dev.mayfly.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mayfly.arguments.Given;
import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * The server answers {@code version}. It loads no data, and listens only when its memory and
 * threads are there, so its first answer is not early.
 */
record VersionReadiness() implements Readiness {

  @Override
  public Look look(Probe probe) throws IOException {
    return look(new InetSocketAddress(probe.host(), probe.mappedPort(MemcachedContainer.PORT)));
  }

  Look look(InetSocketAddress server) throws IOException {
    try (Socket socket = Probe.connect(server)) {
      socket.getOutputStream().write("version\r\n".getBytes(US_ASCII));
      return judge(new String(socket.getInputStream().readNBytes(8), US_ASCII));
    } catch (SocketTimeoutException e) {
      return Look.notYet(
          "no answer to version; a server with TLS (-Z) or the binary protocol (-B, -S) wants"
              + " customize(spec -> spec.readyWhen(port(11211)))");
    }
  }

  private static Look judge(String begin) {
    return switch (begin) {
      case "VERSION ", "CLIENT_E" -> Look.ready(); // CLIENT_ERROR unauthenticated: with -Y
      case "" -> Look.notYet("it hangs up");
      default -> Look.never("another service's image? It answers " + Given.quoted(begin + "…"));
    };
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofPort(MemcachedContainer.PORT);
  }

  @Override
  public String describe() {
    return "memcached answers version";
  }
}
