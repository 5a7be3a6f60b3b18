package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mayfly.GenericContainer;
import dev.mayfly.junit.Container;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A container that calls a server of the test itself. */
@Tag("docker")
class HostPortTests {

  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "hello from the test".getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  // tag::later[]
  @Container
  static final GenericContainer client =
      GenericContainer.of("busybox:1.35")
          .customize(spec -> spec.exposeHostPort())
          .command("sleep", "1h");

  @Test
  void a_container_calls_a_server_of_this_test() {
    String address = client.exposeHostPort(server.getAddress().getPort());

    assertThat(client.exec("wget", "-q", "-O", "-", "http://" + address + "/").stdout())
        .isEqualTo("hello from the test");
  }
  // end::later[]
}
