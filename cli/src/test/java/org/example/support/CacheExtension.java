package org.example.support;

import dev.mayfly.GenericContainer;
import org.junit.jupiter.api.extension.Extension;

/** An extension that has a container. */
public final class CacheExtension implements Extension {

  static final GenericContainer CACHE = GenericContainer.of("memcached:1.6");
}
