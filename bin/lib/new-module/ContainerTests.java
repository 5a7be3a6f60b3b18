package dev.mayfly.@name@;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class @Name@ContainerTests {

  @Container private static final @Name@Container server = @Name@Container.of();

  @Test
  void a_client_gets_an_answer() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.url().resolve("@path@")).build();
    int status = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    assertThat(status).isEqualTo(200);
  }
}
