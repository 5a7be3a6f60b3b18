package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Whether a field has a value is read from the class file, and the class stays as it is. */
final class FieldValuesTests {

  static final List<String> INITIALISED = new CopyOnWriteArrayList<>();

  static class Declared {
    static final long LARGE = 1L << 40;
    static final double HALF = Math.random() + 0.5;

    @Container static FixtureContainer empty;
    @Container static FixtureContainer given = FixtureContainer.of();
    @Container static final GenericContainer CONSTANT = GenericContainer.of("db:1");
    @Container static FixtureContainer givenLater;
    @Container FixtureContainer ofAnInstance;

    static {
      INITIALISED.add(LARGE + " " + HALF);
      if (HALF > 0) {
        givenLater = FixtureContainer.of("cache:1");
      }
    }

    static FixtureContainer read() {
      return empty;
    }
  }

  @Test
  void a_field_is_empty_if_the_initialiser_does_not_write_it() {
    assertThat(Declarations.fieldsOf(Declared.class))
        .filteredOn(field -> !FieldValues.mayHaveOne(field))
        .extracting(Declaration::name)
        .containsExactly("empty");
  }

  @Test
  void the_class_is_not_initialised() {
    Declarations.fieldsOf(Declared.class).forEach(FieldValues::mayHaveOne);

    assertThat(INITIALISED).isEmpty();
  }

  static class Plain {
    @Container static FixtureContainer empty;
  }

  @Test
  void a_class_without_an_initialiser_gives_no_value() {
    assertThat(Declarations.fieldsOf(Plain.class)).noneMatch(FieldValues::mayHaveOne);
  }
}
