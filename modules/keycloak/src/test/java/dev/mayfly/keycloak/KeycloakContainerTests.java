package dev.mayfly.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.FileSource;
import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.runtime.Containers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class KeycloakContainerTests {

  // tag::example[]
  @Container
  private static final KeycloakContainer logins =
      KeycloakContainer.of()
          .admin("ann", "p@ss: w/%")
          .realm(FileSource.resource("shop-realm.json"));

  // end::example[]

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  // tag::example[]
  private static HttpResponse<String> login(String password) throws Exception {
    URI tokens = URI.create(logins.realmUrl("shop") + "/protocol/openid-connect/token");
    String form = "client_id=till&grant_type=password&username=clerk&password=" + password;
    return send(
        HttpRequest.newBuilder(tokens)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  // end::example[]

  private static AbstractThrowableAssert<?, ?> assertFailure(KeycloakContainer container) {
    try (Containers containers = Containers.open()) {
      return assertThatThrownBy(() -> containers.start(container))
          .isInstanceOf(ContainerStartException.class);
    }
  }

  // tag::example[]
  @Test
  void a_user_of_an_imported_realm_gets_a_token() throws Exception {
    assertThat(login("secret").body()).contains("\"access_token\":\"");
  }

  // end::example[]

  @Test
  void who_gives_another_password_gets_none() throws Exception {
    HttpResponse<String> answer = login("guess");
    assertThat(answer.statusCode()).isBetween(400, 401);
    assertThat(answer.body()).contains("Invalid user credentials");
  }

  @RepeatedTest(2)
  void each_test_has_a_realm_of_its_own(@Isolated KeycloakRealm realm) throws Exception {
    URI page = URI.create(realm.url() + "/.well-known/openid-configuration");
    assertThat(send(HttpRequest.newBuilder(page)).body())
        .contains("\"issuer\":\"" + realm.url() + "\"");
    assertThat(realm.networkUrl()).hasToString("http://logins:8080/realms/" + realm.name());
  }

  @Test
  void a_realm_that_is_deleted_is_gone_and_what_is_refused_is_told() throws Exception {
    try (SliceMaker<KeycloakRealm> maker = logins.slices(logins.running(), "0123456789ab")) {
      String name = maker.make(KeycloakRealm.of());
      assertThat(name).isEqualTo("mayfly-0123456789ab-1");
      maker.drop(name);
      assertThatThrownBy(() -> maker.drop(name))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Keycloak answered 404");
    }
    assertThatThrownBy(
            () ->
                new Admin("ann", "guess")
                    .ask(logins.running().mappedAddress(8080), "GET", "/admin/realms", ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the admin \"ann\" in: 40")
        .hasMessageContaining("Invalid user credentials");
  }

  @Test
  void containers_find_it_by_its_alias() {
    assertThat(logins.networkRealmUrl("shop")).hasToString("http://logins:8080/realms/shop");
  }

  @Test
  void a_feature_that_it_does_not_know_fails_the_start_with_its_words() {
    assertFailure(KeycloakContainer.of().features("nonsense")).hasMessageContaining("nonsense");
  }

  @Test
  void a_realm_with_an_error_fails_the_start_with_its_words() {
    assertFailure(
            KeycloakContainer.of().realm(FileSource.text("{\"realm\": \"shop\", \"usr\": 1}")))
        .hasMessageContaining("usr");
  }

  @Test
  void an_image_of_another_product_fails_the_start_by_the_program_that_it_lacks() {
    assertFailure(KeycloakContainer.of("busybox:1.35")).hasMessageContaining("start-dev");
  }
}
