package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a container can be called on a network, and what its host can call itself. */
public final class HostNames {

  private static final Pattern ALIAS = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,62}");
  private static final Pattern OWN =
      Pattern.compile("(?=.{1,64}$)[a-zA-Z0-9_]([a-zA-Z0-9_.-]*[a-zA-Z0-9_])?");

  private HostNames() {}

  /** Why a name can't be one on a network. */
  public static Optional<String> problem(String name) {
    return ALIAS.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            Given.quoted(name)
                + " can't be its name on a network; use 1 to 63 of a-z, 0-9, \"-\", \"_\" and"
                + " \".\", with a letter or digit first.");
  }

  /**
   * The alias, if it can be one.
   *
   * @throws IllegalArgumentException if it can't
   */
  public static String requireAlias(String name) {
    problem(Given.value(name, "alias"))
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    return name;
  }

  static String requireOwn(String name) {
    if (!OWN.matcher(Given.value(name, "hostname")).matches()) {
      throw new IllegalArgumentException(
          Given.quoted(name)
              + " is no hostname; use 1 to 64 of a-z, 0-9, \"-\" and \".\", such as \"db\" or"
              + " \"db.example\".");
    }
    return name;
  }
}
