package dev.mayfly.@name@;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
[http]import java.net.http.HttpClient;
[http]import java.net.http.HttpRequest;
[http]import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class @Name@ContainerTests {

  @Container private static final @Name@Container server = @Name@Container.of();

[http]  @Test
[http]  void a_client_gets_an_answer() throws Exception {
[http]    HttpRequest request = HttpRequest.newBuilder(server.url().resolve("@path@")).build();
[http]    int status = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
[http]    assertThat(status).isEqualTo(200);
[http]  }
[port]  @Test
[port]  void clients_and_other_containers_have_an_address_each() {
[port]    assertThat(server.address()).isEqualTo(server.host() + ":" + server.port());
[port]    assertThat(server.networkAddress()).isEqualTo("server:@port@");
[port]  }
}
