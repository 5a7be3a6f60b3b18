package dev.mayfly.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ExecResult;
import dev.mayfly.GenericContainer;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.postgresql.PostgresDatabase;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A project in a field, as users have it. */
@NeedsCompose
@Tag("docker")
class ShopDockerTests {

  // tag::field[]
  @Container static final ComposeProject shop = ComposeProject.of("projects/shop/compose.yml");

  @Test
  void the_page_is_there() throws Exception {
    HttpRequest question = HttpRequest.newBuilder(shop.service("web").url(80)).build();
    assertThat(HttpClient.newHttpClient().send(question, BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  // end::field[]

  // tag::typed[]
  @Container static final PostgresContainer db = shop.service("db", PostgresContainer.of());

  @Test
  void the_database_is_the_files_own() throws SQLException {
    assertThat(first("select current_user || ' of ' || current_database()", db.dataSource()))
        .isEqualTo("seller of orders");
  }

  @Test
  void each_test_can_have_a_database_of_its_own(@Isolated PostgresDatabase mine)
      throws SQLException {
    assertThat(first("select current_database()", mine.dataSource())).isNotEqualTo("orders");
  }

  // end::typed[]

  @Container(dependsOn = "shop")
  static final GenericContainer beside = GenericContainer.of("busybox:1.35").command("sleep", "1h");

  static final PostgresContainer undeclared = shop.service("db", PostgresContainer.of());

  private static String first(String query, DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      assertThat(answer.next()).isTrue();
      return answer.getString(1);
    }
  }

  @Test
  void a_handle_whose_port_the_service_does_not_open_is_refused_where_it_is_declared() {
    assertThatThrownBy(() -> shop.service("web", PostgresContainer.of()))
        .hasMessageContainingAll(
            "\"web\" does not open \"5432/tcp\"", "PostgresContainer", "expose:");
  }

  @Test
  void a_container_beside_it_finds_the_services_by_the_fields_name() {
    RunningContainer web = shop.service("web");

    ExecResult page =
        beside.exec("wget", "-q", "-O", "-", "http://" + web.networkAddress(80) + "/");

    assertThat(web.networkAlias()).isEqualTo("shop-web");
    assertThat(page.stdout()).contains("nginx");
  }

  @Test
  void services_find_each_other_by_the_files_names() {
    assertThat(shop.service("web").exec("getent", "hosts", "db", "cache").exitCode()).isZero();
    assertThat(shop.service("web").exec("getent", "hosts", "shop-database").exitCode()).isZero();
    assertThat(shop.service("web").exec("getent", "hosts", "shop-db").exitCode()).isZero();
  }

  @Test
  void what_is_only_exposed_can_be_reached_too() {
    assertThat(shop.service("cache").port(6379)).isPositive();
    assertThatThrownBy(() -> shop.service("cache").port(1234))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("1234", "not exposed", "6379")
        .hasMessageContaining("Give service \"cache\" expose: [\"1234\"] in the Compose file")
        .hasMessageNotContaining("expose(");
    assertThatThrownBy(() -> db.port(1234))
        .hasMessageContaining("Give service \"db\" expose: [\"1234\"] in the Compose file");
  }

  @Test
  void a_handle_that_no_field_declares_leads_there_too() throws SQLException {
    assertThat(first("select current_user", undeclared.dataSource())).isEqualTo("seller");
    assertThat(undeclared.running().id()).isEqualTo(shop.service("db").id());
  }

  @Test
  void names_that_it_does_not_have_are_told_with_those_that_it_has() {
    assertThatThrownBy(() -> shop.service("chace"))
        .isInstanceOf(MayflyException.class)
        .hasMessageContainingAll("[cache, db, web]", "Did you mean \"cache\"?");
    assertThatThrownBy(() -> shop.service("bd", PostgresContainer.of()))
        .hasMessageContaining("Did you mean \"db\"?");
    assertThatThrownBy(() -> shop.port(80)).hasMessageContaining("ask service(name)");
  }

  @Test
  void ports_are_open_for_this_machine_alone() {
    assertThat(shop.service("db").inspect()).contains("\"HostIp\":\"127.0.0.1\"");
  }
}
