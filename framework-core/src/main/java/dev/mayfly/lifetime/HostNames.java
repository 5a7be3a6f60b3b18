package dev.mayfly.lifetime;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a container can be called on a network. */
public final class HostNames {

  private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,62}");

  private HostNames() {}

  /** Why a name can't be one. */
  public static Optional<String> problem(String name) {
    return ALLOWED.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            "\""
                + name
                + "\" can't be its name on a network; use a-z, 0-9, \"-\", \"_\" and \".\".");
  }
}
