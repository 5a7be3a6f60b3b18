package org.example.support;

import dev.mayfly.GenericContainer;

/** What a team's library has for the tests of several projects. */
public final class Shared {

  private Shared() {}

  public static final GenericContainer BROKER = GenericContainer.of("rabbitmq:4");
}
