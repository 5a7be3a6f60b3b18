package org.example.orders;

import dev.mayfly.ContainerSpec;
import dev.mayfly.GenericContainer;
import dev.mayfly.RunningContainer;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerMatrix;
import dev.mayfly.redis.RedisContainer;
import org.example.support.Shared;

/** Every way to name an image. */
@ContainerMatrix(
    field = "web",
    images = {"nginx:1.22", "nginx:1.26"})
class Orders {

  static final String VALKEY = "valkey/valkey:8";

  @Container static RedisContainer usual;

  @Container static final RedisContainer constant = RedisContainer.of(VALKEY).password("secret");

  @Container(image = "httpd:2.4", ports = 80)
  static GenericContainer web;

  @Mail static GenericContainer mail;

  @Container static final GenericContainer broker = Shared.BROKER;

  @Container
  static final GenericContainer either =
      GenericContainer.of(Boolean.getBoolean("old") ? "busybox:1.35" : "busybox:1.37");

  void test(@Container(image = "postgres:15") RunningContainer db) {
    String name = "alpine:3";
    System.out.println(ContainerSpec.of(name).image() + " beside " + db);
  }

  static GenericContainer made(String version) {
    return GenericContainer.of("mysql:" + version);
  }

  static GenericContainer wrong() {
    return GenericContainer.of("No Image");
  }
}
