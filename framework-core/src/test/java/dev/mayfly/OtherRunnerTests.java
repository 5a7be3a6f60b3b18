package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of test frameworks that don't know our annotations. */
class OtherRunnerTests {

  @ParameterizedTest
  @CsvSource({
    "org.junit.runners.ParentRunner, JUnit 4",
    "org.spockframework.runtime.PlatformSpecRunner, Spock",
    "org.testng.internal.TestInvoker, TestNG"
  })
  void it_is_called_by_its_name(String type, String name) {
    assertThat(OtherRunner.advice(Stream.of("shop.OrderTest", type)))
        .hasValueSatisfying(
            advice -> assertThat(advice).startsWith("This test is run by " + name + ","));
  }

  @Test
  void jupiter_is_none_of_them() {
    assertThat(OtherRunner.advice()).isEmpty();
  }
}
