package dev.mayfly.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mayfly.ContainerSpec;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTests {

  private final ContainerSpec spec = ContainerSpec.of("postgres:15");

  private static Map<String, String> shown(ContainerSpec given) {
    return given.secrets().variables(given.env());
  }

  @Test
  void values_of_variables_that_are_named_like_secrets_are_masked() {
    ContainerSpec given =
        spec.env("POSTGRES_PASSWORD", "a")
            .env("API_KEY", "b")
            .env("githubToken", "c")
            .env("CLIENT_SECRET", "d")
            .env("DB_PASS", "e");

    assertThat(shown(given).values()).containsOnly("***").hasSize(5);
  }

  @Test
  void other_variables_are_shown() {
    assertThat(shown(spec.env("TZ", "UTC").env("KEYBOARD", "de").env("BYPASS", "x")))
        .containsEntry("TZ", "UTC")
        .containsEntry("KEYBOARD", "de")
        .containsEntry("BYPASS", "x");
  }

  @Test
  void a_secret_is_masked_wherever_it_appears() {
    Secrets secrets = spec.env("DB_PASSWORD", "pa$$wor(d").env("PIN_TOKEN", "4711").secrets();

    assertThat(secrets.mask("login with xpa$$wor(dx, token 4711, order 84711"))
        .isEqualTo("login with x***x, token ***, order 84711");
  }

  @Test
  void who_logs_in_to_a_url_is_masked() {
    ContainerSpec given = spec.env("DB_URL", "postgres://app:hunter2@db:5432/x");
    Secrets secrets = given.secrets();

    assertThat(shown(given)).containsEntry("DB_URL", "postgres://***@db:5432/x");
    assertThat(secrets.mask("amqp://a:b@mq/ refused; hunter2 is wrong"))
        .isEqualTo("amqp://***@mq/ refused; *** is wrong");
    assertThat(secrets.mask("GET http://localhost:8080/users/@me"))
        .isEqualTo("GET http://localhost:8080/users/@me");
  }

  @Test
  void what_the_image_or_another_variable_shows_is_no_secret() {
    ContainerSpec given =
        spec.env("POSTGRES_PASSWORD", "postgres")
            .env("POSTGRES_USER", "orders")
            .env("ORDERS_PASSWORD", "orders")
            .env("ALLOW_EMPTY_PASSWORD", "yes");
    Secrets secrets = given.secrets();

    assertThat(shown(given)).containsEntry("POSTGRES_PASSWORD", "***");
    assertThat(secrets.mask("postgres:15 did not start for orders: yes"))
        .isEqualTo("postgres:15 did not start for orders: yes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KEYSPACE",
        "PATH",
        "MONKEY",
        "DONKEY",
        "TURKEY",
        "KEYBOARD",
        "BYPASS",
        "COMPASS",
        "PWDIR",
        "PASSTHROUGH",
        "PATTERN",
        "COMPATIBLE",
        "SPIN",
        "OPINION",
        "AUTHOR",
        "KEYCLOAK_HOST",
        "POSTGRES_HOST_AUTH_METHOD",
        "PUBLIC_KEY",
        "SSH_PUBKEY",
        "PRIMARY_KEY",
        "ROUTING_KEY",
        "TOKENIZERS_PARALLELISM",
        "TOKEN_TTL",
        "PASSWORD_MIN_LENGTH",
        "JWT_ISSUER",
        "COOKIE_DOMAIN",
        "SECRET_NAME",
        "HOTKEYS",
        "TZ",
        "JAVA_OPTS"
      })
  void names_that_only_look_alike_hold_no_secret(String name) {
    ContainerSpec given = spec.env(name, "plain-value-1");

    assertThat(shown(given)).containsEntry(name, "plain-value-1");
    assertThat(given.secrets().mask("saw plain-value-1")).isEqualTo("saw plain-value-1");
  }

  @Test
  void a_path_to_a_secret_is_none() {
    ContainerSpec given =
        spec.env("POSTGRES_PASSWORD_FILE", "/run/secrets/db").env("PWD", "/srv/app-1");

    assertThat(shown(given))
        .containsEntry("POSTGRES_PASSWORD_FILE", "/run/secrets/db")
        .containsEntry("PWD", "/srv/app-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FATAL:  password authentication failed for user \"app\"",
        "Error: token: unexpected end of input",
        "exec: \"/etc/passwd\": permission denied: unknown",
        "at com.acme.TokenService.verify(TokenService.java:42)",
        "File \"/srv/api_token.py\", line 3, auth_token.go:17: no such key",
        "<token>, <password></password> and <passwordPolicy>strict</passwordPolicy>",
        "passwd: password for root was changed",
        "key=user:42 was not in the cache",
        "tests: pass=10 fail=0",
        "password_encryption = scram-sha-256, auth=md5",
        "password=${DB_PASSWORD}",
        "sasl.jaas.config = [hidden], ssl.key.password = null",
        "GET http://localhost:8080/users/@me and git@github.com:a/b.git",
        "http://[::1]:8080/x?y=z@w is no login",
        "docker run --user 1000:1000 x",
        "DOCKER_HOST is ssh://user@host, git+ssh://git@github.com/a/b.git",
        "mysql: ready for connections -please wait",
        "-----BEGIN CERTIFICATE-----\nMIIEpAIBAAKCAQEA7bq91kQ0mJ8vN2sX5tR6uY7wZ3aC4eF\n-----END",
        "kafka: key.deserializer = class x.StringDeserializer",
        "PATH=/usr/bin KEYSPACE=orders MONKEY=banana",
        "basic authentication is off, bearer authentication is on",
        "2026-01-01 10:00:00.123 UTC [1] LOG:  listening on IPv4 address \"0.0.0.0\", port 5432"
      })
  void ordinary_texts_are_left_as_they_are(String text) {
    assertThat(Secrets.none().mask(text)).isEqualTo(text);
  }

  @Test
  void a_short_value_is_starred_where_it_is_assigned_alone() {
    ContainerSpec given = spec.env("DB_PASSWORD", "a").env("APP_PIN", "123");

    assertThat(given.toString()).doesNotContain("DB_PASSWORD=a").doesNotContain("123");
    assertThat(given.secrets().mask("a car of 123: DB_PASSWORD=a, password=a;"))
        .isEqualTo("a car of 123: DB_PASSWORD=***, password=***;");
  }

  @Test
  void a_common_word_is_starred_where_it_is_assigned_alone() {
    ContainerSpec given = spec.env("DB_PASSWORD", "test").env("PGPASSWORD", "postgres");

    assertThat(given.secrets().mask("test of postgres:15 by PGPASSWORD=postgres x"))
        .isEqualTo("test of postgres:15 by PGPASSWORD=*** x");
  }

  @Test
  void what_is_marked_is_starred_though_it_is_common() {
    assertThat(spec.secret("test").secrets().mask("a test of tests")).isEqualTo("a *** of tests");
  }

  @Test
  void what_is_too_short_to_be_marked_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.secret("longer", "abc"))
        .withMessageContainingAll("fewer than 4 characters", "secretEnv(name, value)");
  }

  @Test
  void a_marked_variable_is_starred_by_its_name() {
    ContainerSpec given = spec.secretEnv("CODE", "a");

    assertThat(shown(given)).containsEntry("CODE", "***");
    assertThat(given.secrets().mask("CODE=a is a")).isEqualTo("CODE=*** is a");
  }

  @Test
  void a_private_key_is_starred_line_by_line() {
    MaskedLines lines = new KnownSecrets().lines();

    assertThat(
            Stream.of(
                    "before",
                    "-----BEGIN PRIVATE KEY-----",
                    "MIIE",
                    "x",
                    "-----END PRIVATE KEY-----",
                    "after")
                .map(lines::next))
        .containsExactly(
            "before",
            "-----BEGIN PRIVATE KEY-----",
            "***",
            "***",
            "-----END PRIVATE KEY-----",
            "after");
  }

  @Test
  void a_begin_without_an_end_hides_no_whole_log() {
    MaskedLines lines = new KnownSecrets().lines();
    lines.next("-----BEGIN PRIVATE KEY-----");

    assertThat(IntStream.range(0, 300).mapToObj(i -> lines.next("line " + i)).toList())
        .startsWith("***")
        .endsWith("line 299");
  }

  @Test
  void masking_twice_changes_nothing() {
    Secrets secrets = spec.env("DB_PASSWORD", "hunter2-x9").secrets();
    String text = "password=hunter2-x9; {\"token\": \"abc\"} redis://:pw@x";

    assertThat(secrets.mask(secrets.mask(text))).isEqualTo(secrets.mask(text));
  }

  /** A time that grew with the square of the length would be cut by the tests' time limit. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a.",
        "password=",
        "://",
        "a://a",
        "eyJ",
        "eyJ-",
        "sk-",
        "docker login ",
        "ldapadd ",
        "?sig=",
        "\"auth\":",
        "\\",
        "\"",
        "--token ",
        "x:",
        "-----BEGIN PRIVATE KEY-----",
        "redis-cli ",
        "mysql ",
        "thin:",
        "@",
        "bearer ",
        ";password = ",
        "a:b",
        "--user ",
        "ghp_",
        "%",
        " ",
        ",a=",
        "password='\\"
      })
  void long_texts_of_any_kind_are_masked_in_good_time(String piece) {
    String text = piece.repeat(1_000_000 / piece.length());

    assertThat(spec.env("P_TOKEN", "hunter2").secrets().mask(text)).doesNotContain("hunter2");
  }
}
