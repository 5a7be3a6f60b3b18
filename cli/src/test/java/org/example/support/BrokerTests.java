package org.example.support;

import dev.mayfly.GenericContainer;

/** What tests of several projects extend. */
public class BrokerTests {

  protected static final GenericContainer BROKER = GenericContainer.of("nats:2");
}
