package dev.mayfly.arguments;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a container is called on each network that it joins, for what it tells others: they may know
 * it by another alias, on another network, than the one it was started for.
 */
public final class OwnName {

  private static final int SHORT = 12;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private OwnName() {}

  /**
   * The beginning of its id, by which Docker and Podman let it be found; empty where the id is none
   * of theirs.
   */
  public static Optional<String> ofId(String id) {
    return ID.matcher(id).matches() ? Optional.of(id.substring(0, SHORT)) : Optional.empty();
  }

  /**
   * The name as a word of the shell in the container, in quotes or without: a cluster's containers
   * are found by the name of their host.
   */
  public static String inShell(String id) {
    return ofId(id).orElse("$(cat /etc/hostname)");
  }
}
