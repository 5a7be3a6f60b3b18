package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.DeclarationException;
import java.lang.reflect.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How fields without a value are given one. */
final class EmptyFieldsTests {

  /** No test class, so that nobody starts what it declares. */
  static final class Fields {
    @Container(image = "db:1")
    static Object handle;
  }

  private final EmptyFields fields = new EmptyFields();
  private final Declaration declaration = Declarations.fieldsOf(Fields.class).get(0);
  private final Field field = declaration.field().orElseThrow();

  @AfterEach
  void forget() {
    Fields.handle = null;
  }

  @Test
  void a_field_is_filled_once() {
    assertThat(fields.fill(field, null, () -> "one")).isEqualTo("one");
    assertThat(fields.fill(field, null, () -> "two")).isEqualTo("one");
    assertThat(Fields.handle).isEqualTo("one");
    assertThat(fields.filledWith("one")).isTrue();
  }

  @Test
  void a_value_that_was_there_is_kept_also_at_the_end() {
    Fields.handle = "users";

    assertThat(fields.fill(field, null, () -> "ours")).isEqualTo("users");
    fields.close();

    assertThat(fields.filledWith("users")).isFalse();
    assertThat(Fields.handle).isEqualTo("users");
  }

  @Test
  void static_fields_are_emptied_at_the_end() {
    fields.fill(field, null, () -> "ours");

    fields.close();

    assertThat(Fields.handle).isNull();
  }

  @Test
  void a_field_is_not_lent_two_values_at_once() {
    fields.lend(declaration, field, null, "one");
    fields.lend(declaration, field, null, "one");

    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> fields.lend(declaration, field, null, "two"))
        .withMessageContaining("field EmptyFieldsTests.Fields.handle: a RunningContainer gets its")
        .withMessageContaining("run in parallel share this field, declare a GenericContainer");
    assertThat(Fields.handle).isEqualTo("one");
  }
}
