package dev.mayfly.redis;

import dev.mayfly.ContainerSpec;
import dev.mayfly.arguments.Given;

/** Writes lines of redis.conf as a server's arguments. */
final class Directives {

  private Directives() {}

  static ContainerSpec add(ContainerSpec spec, String name, String... values) {
    return spec.addArguments("--" + Given.name(name, "setting's name"))
        .addArguments(Given.texts(values, "setting " + name).toArray(String[]::new));
  }

  /** The password of the user that a plain one belongs to. */
  static ContainerSpec password(ContainerSpec spec, String password) {
    if (Given.text(password, "password").isEmpty()) {
      throw new IllegalArgumentException(
          "The password is empty, which Redis takes for none. try: a password of one letter, or leave"
              + " password(…) out, and no password is asked for.");
    }
    return add(spec, "requirepass", password).env(Login.PASSWORD_VARIABLE, password);
  }
}
