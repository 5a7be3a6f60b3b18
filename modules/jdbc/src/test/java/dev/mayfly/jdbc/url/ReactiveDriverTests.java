package dev.mayfly.jdbc.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.ConnectionFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReactiveDriverTests {

  @Test
  void r2dbc_finds_the_driver_and_a_missing_driver_of_the_server_is_told_before_a_start() {
    assertThatThrownBy(() -> ConnectionFactories.get("r2dbc:mayfly:postgresql:15:///orders"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No R2DBC driver on the class path knows \"postgresql\"")
        .hasMessageContaining("org.postgresql:r2dbc-postgresql");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r2dbc:mayfly:///orders",
        "r2dbc:mayfly:postgresql:15:///orders?image=corp/postgres:15",
        "r2dbc:mayfly:postgresql:15:///orders?scope=test",
        "r2dbc:mayfly:postgresql:15:///orders?isolated=yes"
      })
  void a_url_that_can_not_be_read_shows_one_that_can(String url) {
    assertThatThrownBy(() -> ConnectionFactories.get(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mayfly:postgresql:15:///orders");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://127.0.0.1:5432/orders, 127.0.0.1, 5432, orders",
    "jdbc:mysql://[::1]:3306/orders?useSSL=false, ::1, 3306, orders",
    "jdbc:mariadb://db.example.com:1/, db.example.com, 1, ''",
  })
  void an_address_is_read_from_the_jdbc_url(String url, String host, int port, String database) {
    assertThat(ReactiveAddress.of(url)).isEqualTo(new ReactiveAddress(host, port, database));
  }
}
