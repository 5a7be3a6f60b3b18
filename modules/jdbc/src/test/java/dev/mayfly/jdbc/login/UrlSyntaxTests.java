package dev.mayfly.jdbc.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UrlSyntaxTests {

  /** All that ever had a meaning in some URL. */
  private static final String ODD = "p@ss: w\u00f6rd/%?&=+#;{}[]()\\'\"`\u6f22";

  private static JdbcAccess access(String pattern, Login login, String... options) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    return new JdbcAccess(new JdbcDriver("Any", "x.Driver", "x:x", pattern), login, all);
  }

  private static Map<String, String> asTheDriverReadsIt(String url) throws SQLException {
    Driver driver = DriverManager.getDriver(url);
    return Arrays.stream(driver.getPropertyInfo(url, new Properties()))
        .filter(property -> property.value != null)
        .collect(Collectors.toMap(property -> property.name, property -> property.value));
  }

  @Test
  void a_driver_reads_every_character_of_a_query_as_it_was_given() throws SQLException {
    String url =
        access(
                "jdbc:postgresql://{address}/{database}",
                new Login(ODD, ODD, ODD),
                "ApplicationName",
                ODD)
            .jdbcUrlWithLogin("localhost:1");
    assertThat(asTheDriverReadsIt(url))
        .containsEntry("PGDBNAME", ODD)
        .containsEntry("user", ODD)
        .containsEntry("password", ODD)
        .containsEntry("ApplicationName", ODD);
  }

  @Test
  void options_follow_those_of_the_pattern() {
    JdbcAccess access =
        access("jdbc:any://{address}/{database}?a=b", new Login("ann", "x y", "db"), "c", "d");
    assertThat(access.jdbcUrl("h:1")).isEqualTo("jdbc:any://h:1/db?a=b&c=d");
    assertThat(access.jdbcUrlWithLogin("h:1"))
        .isEqualTo("jdbc:any://h:1/db?a=b&c=d&user=ann&password=x%20y");
  }

  @Test
  void who_asks_nobody_gets_a_url_without_a_user() {
    assertThat(access("jdbc:any://{address}/x", new Login("", "", "")).jdbcUrlWithLogin("h:1"))
        .isEqualTo("jdbc:any://h:1/x");
  }

  @Test
  void sql_server_has_semicolons_and_braces() {
    JdbcAccess access =
        access(
            "jdbc:sqlserver://{address};databaseName={database}",
            new Login("sa", "p;a}ss", "my db"),
            "encrypt",
            "false");
    assertThat(access.jdbcUrlWithLogin("h:1"))
        .isEqualTo(
            "jdbc:sqlserver://h:1;databaseName={my db};encrypt=false;user=sa;password={p;a}}ss}");
  }

  @Test
  void db2_has_a_colon_and_can_not_say_a_semicolon() {
    String pattern = "jdbc:db2://{address}/{database}";
    assertThat(access(pattern, new Login("ann", "x", "orders"), "a", "b").jdbcUrlWithLogin("h:1"))
        .isEqualTo("jdbc:db2://h:1/orders:a=b;user=ann;password=x;");
    JdbcAccess odd = access(pattern, new Login("ann", "x;y", "orders"));
    assertThatThrownBy(() -> odd.jdbcUrlWithLogin("h:1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("no \";\"", "try: dataSource()");
  }

  @Test
  void mariadb_reads_all_as_it_stands_and_has_no_way_to_say_what_ends_it() {
    String pattern = "jdbc:mariadb://{address}/{database}";
    JdbcAccess access = access(pattern, new Login("ann", "x y%?", "a & b"));
    assertThat(access.jdbcUrlWithLogin("h:1"))
        .isEqualTo("jdbc:mariadb://h:1/a & b?user=ann&password=x y%?");
    assertThatThrownBy(() -> access.as(new Login("ann", "x&y", "a")).jdbcUrlWithLogin("h:1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("no \"&\"", "try: dataSource()");
    assertThatThrownBy(() -> access.in("a?b").jdbcUrl("h:1")).hasMessageContaining("no \"?\"");
  }

  @Test
  void oracle_takes_user_and_options_beside_the_url() {
    JdbcAccess access =
        access("jdbc:oracle:thin:@//{address}/{database}", new Login("ann", "x", "FREEPDB1"));
    assertThat(access.jdbcUrl("h:1")).isEqualTo("jdbc:oracle:thin:@//h:1/FREEPDB1");
    assertThatThrownBy(() -> access.jdbcUrlWithLogin("h:1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("try: dataSource()");
  }

  @Test
  void a_pattern_without_an_address_is_refused() {
    assertThatThrownBy(() -> access("jdbc:any://localhost/x", new Login("", "", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("\"jdbc:any://localhost/x\" is none", "try: ", "{address}");
  }
}
