package dev.mayfly.jdbc.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.FileSource;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTests {

  private static SqlProduct.Request server(String url) {
    return DatabaseUrl.parse(url).server().request();
  }

  @Test
  void a_url_says_all_that_a_field_can() {
    DatabaseUrl url =
        DatabaseUrl.parse(
            "jdbc:mayfly:postgresql:15:///my%20orders?init=classpath:a.sql&init=file:b.sql"
                + "&user=ann&password=p%26s+s&ssl=false");
    assertThat(url.product()).isEqualTo("postgresql");
    assertThat(url.files())
        .containsExactly(FileSource.resource("a.sql"), FileSource.path(Path.of("b.sql")));
    SqlProduct.Request server = url.server().request();
    assertThat(server.image("postgres", "17")).isEqualTo("postgres:15");
    assertThat(server.database()).isEqualTo("my orders");
    assertThat(server.user()).isEqualTo("ann");
    assertThat(server.password()).isEqualTo("p&s+s");
    assertThat(server.options()).containsOnlyKeys("ssl");
  }

  @Test
  void what_is_left_out_is_the_modules_choice() {
    SqlProduct.Request server = server("jdbc:mayfly:postgresql://localhost");
    assertThat(server.image("postgres", "15")).isEqualTo("postgres:15");
    assertThat(server.database()).isNull();
    assertThat(server.user()).isNull();
    assertThat(server.scripts()).isEmpty();
  }

  @Test
  void an_image_of_another_name_takes_the_place_of_the_usual_one() {
    assertThat(server("jdbc:mayfly:postgresql:///?image=corp/pg:15").image("postgres", "15"))
        .isEqualTo("corp/pg:15");
  }

  @Test
  void isolated_databases_share_a_server_without_what_is_theirs() {
    assertThat(server("jdbc:mayfly:postgresql:15:///a?isolated=true&init=a.sql"))
        .isEqualTo(server("jdbc:mayfly:postgresql:15:///b?isolated=true&init=b.sql"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jdbc:mayfly:mariadb:///orders", "jdbc:mayfly:mysql:///orders?scope=build"})
  void servers_of_other_products_and_scopes_are_others(String other) {
    assertThat(DatabaseUrl.parse(other).server())
        .isNotEqualTo(DatabaseUrl.parse("jdbc:mayfly:mysql:///orders").server());
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mayfly:postgresql:15:///a?x=1&isolated=true, jdbc:mayfly:postgresql:15:///a?isolated=true&x=1",
    "jdbc:mayfly:postgresql:15:///a, jdbc:mayfly:postgresql:15://localhost:5432/a",
  })
  void urls_that_ask_for_the_same_are_equal(String one, String other) {
    assertThat(DatabaseUrl.parse(one)).isEqualTo(DatabaseUrl.parse(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mayfly:",
        "jdbc:mayfly:postgresql",
        "jdbc:mayfly:postgresql:15/orders",
        "jdbc:mayfly:postgresql:15://ann:secret@host/orders",
        "jdbc:mayfly:postgresql:15:///orders?image=corp/postgres:15",
        "jdbc:mayfly:postgresql:15:///orders?password=50%off",
        "jdbc:mayfly:postgresql:15:///orders?scope=test",
        "jdbc:mayfly:postgresql:15:///orders?isolated=yes"
      })
  void a_url_that_can_not_be_read_shows_one_that_can(String url) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("try: jdbc:mayfly:postgresql:15:///orders");
  }

  @Test
  void the_password_stays_out_of_texts() {
    DatabaseUrl url = DatabaseUrl.parse("jdbc:mayfly:postgresql:///?password=hidden");
    assertThat(url).asString().doesNotContain("hidden");
    assertThat(url.server()).asString().doesNotContain("hidden");
  }

  @Test
  void driver_manager_finds_the_driver_and_an_unknown_product_is_named() {
    assertThatThrownBy(() -> DriverManager.getConnection("jdbc:mayfly:nosuch:1:///"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("No module on the class path knows \"nosuch\"")
        .hasMessageContaining("try: postgresql, mysql or mariadb");
  }

  @Test
  void urls_of_others_are_left_to_their_drivers() throws SQLException {
    assertThat(new MayflyDriver().connect("jdbc:h2:mem:", new Properties())).isNull();
  }
}
