/** A module that requires Mayfly; the tests are patched into it. */
open module consumer {
  requires dev.mayfly.core;
  requires dev.mayfly.junit;
  requires dev.mayfly.redis;
  requires org.junit.jupiter.api;
}
