package org.example.orders;

import dev.mayfly.GenericContainer;
import dev.mayfly.RunningContainer;
import dev.mayfly.junit.Container;
import java.util.function.Function;
import org.example.support.CacheExtension;
import org.example.support.PlainTests;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ways to name an image that lead through other classes. */
@ExtendWith(CacheExtension.class)
class Purchases extends PlainTests {

  static final Function<String, GenericContainer> MAKER = GenericContainer::of;

  class Inner {
    Inner(String name, @Container(image = "haproxy:3") RunningContainer proxy) {
      System.out.println(name + " beside " + proxy);
    }
  }
}
