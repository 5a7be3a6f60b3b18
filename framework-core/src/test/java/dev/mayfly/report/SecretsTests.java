package dev.mayfly.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import org.junit.jupiter.api.Test;

class SecretsTests {

  private final ContainerSpec spec = ContainerSpec.of("postgres:15");

  @Test
  void values_of_variables_that_are_named_like_secrets_are_masked() {
    Secrets secrets =
        Secrets.of(
            spec.env("POSTGRES_PASSWORD", "a")
                .env("API_KEY", "b")
                .env("githubToken", "c")
                .env("CLIENT_SECRET", "d")
                .env("DB_PASS", "e"));

    assertThat(secrets.env().values()).containsOnly("***").hasSize(5);
  }

  @Test
  void other_variables_are_shown() {
    Secrets secrets = Secrets.of(spec.env("TZ", "UTC").env("KEYBOARD", "de").env("BYPASS", "x"));

    assertThat(secrets.env())
        .containsEntry("TZ", "UTC")
        .containsEntry("KEYBOARD", "de")
        .containsEntry("BYPASS", "x");
  }

  @Test
  void a_secret_is_masked_wherever_it_appears() {
    Secrets secrets = Secrets.of(spec.env("DB_PASSWORD", "pa$$wor(d").env("PIN_TOKEN", "4711"));

    assertThat(secrets.mask("login with xpa$$wor(dx, token 4711, order 84711"))
        .isEqualTo("login with x***x, token ***, order 84711");
  }

  @Test
  void who_logs_in_to_a_url_is_masked() {
    Secrets secrets = Secrets.of(spec.env("DB_URL", "postgres://app:hunter2@db:5432/x"));

    assertThat(secrets.env()).containsEntry("DB_URL", "postgres://***@db:5432/x");
    assertThat(secrets.mask("amqp://a:b@mq/ refused; hunter2 is wrong"))
        .isEqualTo("amqp://***@mq/ refused; *** is wrong");
    assertThat(secrets.mask("GET http://localhost:8080/users/@me"))
        .isEqualTo("GET http://localhost:8080/users/@me");
  }

  @Test
  void what_the_image_or_another_variable_shows_is_no_secret() {
    Secrets secrets =
        Secrets.of(
            spec.env("POSTGRES_PASSWORD", "postgres")
                .env("POSTGRES_USER", "orders")
                .env("ORDERS_PASSWORD", "orders")
                .env("ALLOW_EMPTY_PASSWORD", "yes"));

    assertThat(secrets.env()).containsEntry("POSTGRES_PASSWORD", "***");
    assertThat(secrets.mask("postgres:15 did not start for orders: yes"))
        .isEqualTo("postgres:15 did not start for orders: yes");
  }
}
