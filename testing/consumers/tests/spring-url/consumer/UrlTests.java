package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** A context whose one setting says which database it wants. */
@SpringBootTest("spring.datasource.url=jdbc:mayfly:postgresql:15:///orders")
class UrlTests {

  @Configuration
  @EnableAutoConfiguration
  static class App {}

  @Autowired private JdbcTemplate jdbc;

  @Test
  void the_url_alone_is_enough() {
    assertEquals("orders", jdbc.queryForObject("select current_database()", String.class));
  }
}
