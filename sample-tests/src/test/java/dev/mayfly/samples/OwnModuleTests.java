package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A module of one's own is declared as any other, see {@link StatusPageContainer}. */
@Tag("docker")
class OwnModuleTests {

  // tag::use[]
  @Container
  static final StatusPageContainer statuses = StatusPageContainer.of().status("orders", "up");

  @Test
  void a_service_says_how_it_is() throws Exception {
    HttpRequest question = HttpRequest.newBuilder(statuses.url("orders")).build();
    assertThat(HttpClient.newHttpClient().send(question, BodyHandlers.ofString()).body())
        .isEqualTo("up");
  }

  // end::use[]

  @Test
  void containers_beside_it_are_told_another_address() {
    assertThat(statuses.networkUrl("orders")).hasToString("http://statuses:80/orders");
  }
}
