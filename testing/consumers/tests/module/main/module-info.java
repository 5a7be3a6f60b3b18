/** A module that requires Mayfly; Surefire patches the tests into it, and keeps JUnit outside. */
open module consumer {
  requires dev.mayfly.core;
  requires dev.mayfly.junit;
  requires dev.mayfly.redis;
}
