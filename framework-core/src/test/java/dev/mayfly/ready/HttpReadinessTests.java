package dev.mayfly.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mayfly.ready.Look.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpReadinessTests {

  private final List<String> requests = new ArrayList<>();
  private final FakeProbe probe = new FakeProbe();
  private int status = 200;
  private String body = "{\"status\": \"UP\"}";
  private HttpServer server;

  private static final List<String> REFUSED =
      List.of(
          "Host",
          "Origin",
          "Connection",
          "Content-Length",
          "Transfer-Encoding",
          "Upgrade",
          "Via",
          "Keep-Alive",
          "Trailer",
          "Content-Transfer-Encoding",
          "Access-Control-Request-Method",
          "Access-Control-Request-Headers",
          "Sec-Fetch-Mode");

  private final List<Headers> headers = new CopyOnWriteArrayList<>();

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::answer);
    server.start();
    probe.port(8080, server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    headers.add(exchange.getRequestHeaders());
    requests.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + exchange.getRequestHeaders().getFirst("X-Token"));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
    exchange.sendResponseHeaders(status, isHead ? -1 : bytes.length);
    if (!isHead) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "Origin",
        "Connection",
        "Content-Length",
        "Transfer-Encoding",
        "Upgrade",
        "Via",
        "Keep-Alive",
        "Trailer",
        "Content-Transfer-Encoding",
        "Access-Control-Request-Method",
        "Access-Control-Request-Headers",
        "Sec-Fetch-Mode",
        "Accept",
        "Accept-Encoding",
        "Accept-Language",
        "Authorization",
        "Cookie",
        "Content-Type",
        "Date",
        "Expect",
        "Forwarded",
        "From",
        "If-None-Match",
        "Max-Forwards",
        "Proxy-Authorization",
        "Range",
        "Referer",
        "TE",
        "User-Agent",
        "Warning",
        "X-Forwarded-Host",
        "X-Forwarded-For",
        "X-Token",
        "Cache-Control",
        "Pragma",
        "If-Modified-Since",
        "Proxy-Connection",
        "Cookie2",
        "DNT"
      })
  void a_header_is_sent_as_it_is_given_or_refused(String name) throws Exception {
    HttpReadiness readiness;
    try {
      readiness = ReadyWhen.http("/").header(name, "mine");
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContainingAll("header " + name + " can't be sent", "exec(", "check(");
      assertThat(REFUSED).contains(name);
      return;
    }
    readiness.look(probe);
    assertThat(headers.get(0).get(name)).containsExactly("mine");
  }

  @Test
  void a_header_that_none_can_be_is_refused() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadyWhen.http("/").header("X Token", "a"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadyWhen.http("/").header("X-Token", "a\r\nHost: b"))
        .withMessage("header X-Token holds a line end or another control character; leave it out.");
    assertThat(ReadyWhen.http("/").header("Connection", "close").look(probe))
        .isEqualTo(Look.ready());
  }

  private void answers(int code, String text) {
    status = code;
    body = text;
  }

  @Test
  void a_success_is_ready() throws Exception {
    assertThat(ReadyWhen.http("/health?full").look(probe)).isEqualTo(Look.ready());
    assertThat(requests).containsExactly("GET /health?full null null");
  }

  @Test
  void a_redirect_is_ready_and_is_not_followed() throws Exception {
    answers(302, "");

    assertThat(ReadyWhen.http("/").look(probe)).isEqualTo(Look.ready());
  }

  @Test
  void an_error_is_not_ready_and_is_told() throws Exception {
    answers(503, "warming up");

    Look look = ReadyWhen.http("/health").look(probe);

    assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
    assertThat(look.seen()).contains("/health", "answered 503");
  }

  @Test
  void only_the_statuses_that_were_named_count() throws Exception {
    HttpReadiness readiness = ReadyWhen.http("/").status(401).status(403);

    assertThat(readiness.look(probe).seen()).contains("answered 200");
    answers(401, "");
    assertThat(readiness.look(probe)).isEqualTo(Look.ready());
    answers(403, "");
    assertThat(readiness.look(probe)).isEqualTo(Look.ready());
  }

  @Test
  void the_body_must_contain_a_match() throws Exception {
    HttpReadiness readiness = ReadyWhen.http("/").body("\"status\":\\s*\"UP\"");

    assertThat(readiness.look(probe)).isEqualTo(Look.ready());
    answers(200, "{\"status\": \"DOWN\"}");
    assertThat(readiness.look(probe).verdict()).isEqualTo(Verdict.NOT_YET);
    assertThat(readiness.look(probe).seen()).contains("a body without /\"status\":\\s*\"UP\"/");
  }

  @Test
  void the_body_of_an_error_that_counts_is_looked_at_too() throws Exception {
    answers(401, "please log in");

    assertThat(ReadyWhen.http("/").status(401).body("log in").look(probe)).isEqualTo(Look.ready());
  }

  @Test
  void method_headers_and_credentials_are_sent() throws Exception {
    ReadyWhen.http("/a").method("HEAD").header("X-Token", "t").basicAuth("me", "pass").look(probe);

    assertThat(requests).containsExactly("HEAD /a Basic bWU6cGFzcw== t");
  }

  @Test
  void any_method_that_http_knows_can_be_used() throws Exception {
    assertThat(ReadyWhen.http("/a").method("OPTIONS").look(probe)).isEqualTo(Look.ready());

    assertThat(requests).containsExactly("OPTIONS /a null null");
  }

  @Test
  void the_proxy_of_the_jvm_is_not_asked() throws Exception {
    String proxy = System.setProperty("http.proxyHost", "127.0.0.1");
    String port = System.setProperty("http.proxyPort", String.valueOf(Listener.nobody()));
    String direct = System.setProperty("http.nonProxyHosts", "");
    try {
      assertThat(ReadyWhen.http("/").look(probe)).isEqualTo(Look.ready());
    } finally {
      restore("http.proxyHost", proxy);
      restore("http.proxyPort", port);
      restore("http.nonProxyHosts", direct);
    }
  }

  private static void restore(String property, String value) {
    if (value == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }

  @Test
  void one_of_several_ports_must_be_named() throws Exception {
    probe.port(9090, Listener.nobody());

    Look look = ReadyWhen.http("/").look(probe);
    assertThat(look.verdict()).isEqualTo(Verdict.NEVER);
    assertThat(look.seen()).contains("port(…)", "8080", "9090");
    assertThat(ReadyWhen.http("/").port(8080).look(probe)).isEqualTo(Look.ready());
  }

  @Test
  void a_server_that_does_not_answer_in_time_is_not_ready() throws Exception {
    try (Listener silent = Listener.silent()) {
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() -> ReadyWhen.http("/").port(80).look(probe.port(80, silent.port())));
    }
  }

  @Test
  void a_proxy_that_hangs_up_is_not_ready() throws Exception {
    try (Listener proxy = Listener.hangingUp()) {
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> ReadyWhen.http("/").port(80).look(probe.port(80, proxy.port())));
    }
  }

  @Test
  void a_host_may_have_an_ipv6_address() throws Exception {
    assumeTrue(PortReadinessTests.hasIpv6(), "this machine has no IPv6");
    HttpServer six = HttpServer.create(new InetSocketAddress(InetAddress.getByName("::1"), 0), 0);
    six.createContext("/", this::answer);
    six.start();
    try {
      FakeProbe container = new FakeProbe().host("::1").port(80, six.getAddress().getPort());

      assertThat(ReadyWhen.http("/").look(container)).isEqualTo(Look.ready());
    } finally {
      six.stop(0);
    }
  }

  @Test
  void a_path_needs_its_slash_and_an_expression_its_sense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadyWhen.http("health"))
        .withMessageContaining("\"health\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadyWhen.http("/").body("(unclosed"))
        .withMessageContaining("(unclosed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadyWhen.http("/a b"))
        .withMessageContaining("/a b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadyWhen.http("/").method("PATCH"))
        .withMessageContaining("PATCH");
  }

  @Test
  void options_return_copies_and_equal_ones_are_equal() {
    HttpReadiness plain = ReadyWhen.http("/");

    assertThat(plain.port(80).status(200).header("a", "b").body("x"))
        .isEqualTo(ReadyWhen.http("/").port(80).status(200).header("a", "b").body("x"))
        .isNotEqualTo(plain);
    assertThat(plain).isEqualTo(ReadyWhen.http("/"));
    assertThat(plain.characteristics().ports()).isEmpty();
    assertThat(plain.port(80).characteristics().ports()).containsExactly(80);
  }

  @Test
  void it_says_what_it_waits_for() {
    assertThat(ReadyWhen.http("/health").describe()).isEqualTo("http GET /health is answered");
    assertThat(ReadyWhen.https("/").method("POST").status(204).describe())
        .isEqualTo("https POST / is answered with [204]");
  }
}
