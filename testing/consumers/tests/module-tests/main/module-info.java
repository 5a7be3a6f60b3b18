/** A module of tests, with JUnit and Mayfly on the module path beside it. */
open module consumer.tests {
  requires dev.mayfly.core;
  requires dev.mayfly.junit;
  requires org.junit.jupiter.api;
}
