package dev.mayfly.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What people look for first in a stack trace. */
class FailureTextTests {

  private static final String STACK =
      """
      java.lang.IllegalStateException: no order
      \tat com.example.shop.Orders.find(Orders.java:12)
      \tat app//com.example.OrderTests$Nested.an_order_is_found(OrderTests.java:57)
      \tat java.base/java.lang.reflect.Method.invoke(Method.java:569)
      \tSuppressed: java.io.IOException: late
      \t\tCaused by: java.io.EOFException: not this one
      Caused by: org.postgresql.util.PSQLException: broken
      \tat org.postgresql.Driver.connect(Driver.java:1)
      Caused by: java.net.ConnectException: Connection refused
      \t... 12 more
      """;

  @Test
  void the_cause_is_the_last_one() {
    assertThat(FailureText.cause(STACK)).isEqualTo("java.net.ConnectException: Connection refused");
    assertThat(FailureText.cause("java.lang.AssertionError: no\n\tat a.B.c(B.java:1)")).isEmpty();
  }

  @Test
  void the_place_is_that_in_the_tests_class() {
    assertThat(FailureText.frame(STACK, "com.example.OrderTests"))
        .isEqualTo("at app//com.example.OrderTests$Nested.an_order_is_found(OrderTests.java:57)");
    assertThat(FailureText.frame(STACK, "com.example.OrderTests$Nested"))
        .contains("OrderTests.java:57");
  }

  @Test
  void without_the_tests_class_it_is_the_first_place_outside_of_libraries() {
    assertThat(FailureText.frame(STACK, "com.example.OtherTests"))
        .isEqualTo("at com.example.shop.Orders.find(Orders.java:12)");
    assertThat(FailureText.frame("x: y\n\tat org.junit.Assert.fail(Assert.java:1)", "a.T"))
        .isEmpty();
    assertThat(FailureText.frame("", "a.T")).isEmpty();
  }
}
