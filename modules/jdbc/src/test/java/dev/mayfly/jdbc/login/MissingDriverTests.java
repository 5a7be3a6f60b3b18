package dev.mayfly.jdbc.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MissingDriverTests {

  private static final JdbcDriver NONE =
      new JdbcDriver("Acme DB", "com.acme.Driver", "com.acme:driver", "jdbc:acme://{address}/x");

  private static final JdbcAccess ACCESS = new JdbcAccess(NONE, new Login("", "", ""), Map.of());

  @Test
  void a_driver_that_is_not_on_the_class_path_is_named_with_its_artifact() {
    assertThat(NONE.isPresent()).isFalse();
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> ACCESS.dataSource(() -> "127.0.0.1:1").getConnection())
        .withMessage(
            "No JDBC driver for Acme DB is on the class path.\n  try: add com.acme:driver to the"
                + " dependencies of the tests");
  }
}
