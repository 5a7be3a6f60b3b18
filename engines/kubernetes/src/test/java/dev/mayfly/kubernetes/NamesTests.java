package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.engine.EngineException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each name becomes one of its own that a cluster takes. */
class NamesTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mayfly-1a2b3c-db-1",
        "mayfly-1a2b3c.unwatched",
        "Orders_DB",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "mayfly-1a2b3c-a-very-long-field-name-that-goes-on-and-on-and-on-and-on-1",
        "ü",
        "-",
        ""
      })
  void a_fitted_name_is_a_label_of_dns_and_stays_as_it_is(String name) {
    String fitted = Names.fitted(name);

    assertThat(fitted).matches("[a-z]([a-z0-9-]*[a-z0-9])?").hasSizeLessThanOrEqualTo(50);
    assertThat(Names.fitted(fitted)).isEqualTo(fitted);
  }

  @Test
  void different_names_stay_different() {
    List<String> names =
        List.of("a.b", "a-b", "a_b", "A-b", "a--b", "x".repeat(60), "x".repeat(61));

    assertThat(names.stream().map(Names::fitted)).doesNotHaveDuplicates();
  }

  @Test
  void capitals_of_an_alias_are_found_too() {
    assertThat(Names.alias("orderDb")).isEqualTo("orderdb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ORDER_DB", "shop.example", "-db", "db-", ""})
  void an_alias_that_no_lookup_would_find_is_refused_by_name(String alias) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> Names.alias(alias))
        .withMessageContainingAll("\"" + alias + "\"", "Rename");
  }
}
