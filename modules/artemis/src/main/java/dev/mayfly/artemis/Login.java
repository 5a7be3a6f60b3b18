package dev.mayfly.artemis;

import dev.mayfly.ContainerSpec;
import dev.mayfly.arguments.Given;
import java.util.Map;
import java.util.regex.Pattern;

/** The user that the image makes, and that is asked as. */
record Login(String user, String password) {

  private static final String USER = "ARTEMIS_USER";
  private static final String PASSWORD = "ARTEMIS_PASSWORD";

  /** A shell of the image's would make something else of the others. */
  private static final Pattern WORD = Pattern.compile("[^\\s*?\\[\\]\\\\]+");

  static Login of(Map<String, String> env) {
    return new Login(env.getOrDefault(USER, ""), env.getOrDefault(PASSWORD, ""));
  }

  Login user(String name) {
    return new Login(word(Given.name(name, "user"), "user"), password);
  }

  Login password(String other) {
    return new Login(user, word(Given.text(other, "password"), "password"));
  }

  private static String word(String value, String option) {
    if (!WORD.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "The "
              + option
              + " is empty, or holds a blank or one of * ? [ ] \\, at which the image would cut"
              + " it. try: another one");
    }
    return value;
  }

  ContainerSpec in(ContainerSpec spec) {
    return spec.env(USER, user).secretEnv(PASSWORD, password);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user;
  }
}
