package dev.mayfly.samples;

import static dev.mayfly.ready.ReadyWhen.allOf;
import static dev.mayfly.ready.ReadyWhen.check;
import static dev.mayfly.ready.ReadyWhen.file;
import static dev.mayfly.ready.ReadyWhen.log;
import static dev.mayfly.ready.ReadyWhen.port;
import static dev.mayfly.ready.ReadyWhen.tls;
import static dev.mayfly.ready.ReadyWhen.udp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.Port;
import dev.mayfly.junit.Container;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When is it ready? Most services say so in one of these ways. */
@Tag("docker")
class ReadinessTests {

  // tag::sql[]
  @Container
  static final GenericContainer stock =
      GenericContainer.of("postgres:15")
          .env("POSTGRES_HOST_AUTH_METHOD", "trust")
          .expose(5432)
          .readyWhen(check("the database answers a query", ReadinessTests::answersQueries));

  private static Look answersQueries(Probe probe) throws SQLException {
    String url = "jdbc:postgresql://" + probe.host() + ":" + probe.mappedPort(5432) + "/postgres";
    try (var connection = DriverManager.getConnection(url, "postgres", "");
        var statement = connection.createStatement()) {
      return statement.execute("select 1") ? Look.ready() : Look.notYet("no rows");
    }
  }

  // end::sql[]

  // tag::fail-when-log[]
  @Container
  static final GenericContainer restarting =
      GenericContainer.of("postgres:15")
          .env("POSTGRES_HOST_AUTH_METHOD", "trust")
          .expose(5432)
          .readyWhen(
              allOf(log("ready to accept connections").times(2), port(5432).inARow(2))
                  .failWhenLog("FATAL|PANIC"));

  // end::fail-when-log[]

  // tag::udp[]
  @Container
  static final GenericContainer echo =
      GenericContainer.of("redis:7.0")
          .command("perl", "-MIO::Socket::INET", "-e", echoProgram())
          .customize(spec -> spec.expose(Port.udp(9999)))
          .readyWhen(udp(9999, "ping".getBytes(StandardCharsets.US_ASCII)));

  // end::udp[]

  // tag::tls[]
  @Container
  static final GenericContainer secure =
      GenericContainer.of("eclipse-temurin:17-jre")
          .command("sh", "-c", serverProgram())
          .expose(8443)
          .readyWhen(allOf(file("/tmp/key.pem"), tls(8443).certificate("CN=shop.example")));

  // end::tls[]

  private static String echoProgram() {
    return """
        my $socket = IO::Socket::INET->new(LocalPort => 9999, Proto => "udp") or die;
        while (1) { $socket->recv(my $text, 100); $socket->send($text); }
        """;
  }

  private static String serverProgram() {
    return """
        cd /tmp
        openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=shop.example \
          -keyout key.pem -out cert.pem
        exec openssl s_server -accept 8443 -key key.pem -cert cert.pem -www
        """;
  }

  @Test
  void all_of_them_are_ready() {
    assertThat(stock.running().isRunning()).isTrue();
    assertThat(restarting.logs()).contains("PostgreSQL init process complete");
    assertThat(echo.running().isRunning()).isTrue();
    assertThat(secure.running().readFile("/tmp/cert.pem")).isNotEmpty();
  }
}
