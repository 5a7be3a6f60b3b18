package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SessionTests {

  private final Session session = Session.begin(true);

  @Test
  void different_names_are_different_for_the_engine_too() {
    Set<String> names =
        Stream.of("ä", "ö", "-", "a b", "a-b", "a/b", "Daten", "daten", "日", "本", " ")
            .map(session::engineName)
            .collect(Collectors.toSet());

    assertThat(names).hasSize(11).allMatch(name -> name.matches("mayfly-[a-zA-Z0-9_.-]+"));
  }

  @Test
  void no_name_that_a_user_can_give_is_that_of_a_mark() {
    String mark = session.markName("kept");

    assertThat(Stream.of("kept", ".kept", "-kept", "").map(session::engineName))
        .doesNotContain(mark);
  }

  @Test
  void a_name_stays_the_same_and_a_plain_one_can_be_recognised() {
    assertThat(session.engineName("ä")).isEqualTo(session.engineName("ä"));
    assertThat(session.engineName("data_1.x")).isEqualTo("mayfly-" + session.id() + "-data_1.x");
  }
}
