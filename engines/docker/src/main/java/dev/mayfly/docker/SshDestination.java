package dev.mayfly.docker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a login by ssh is told of where it leads.
 *
 * @param host that ssh is given, for messages
 * @param arguments of ssh, the last but the command
 * @param remoteSocket the path of the engine's socket there, or null to ask that machine
 */
record SshDestination(String host, List<String> arguments, @Nullable String remoteSocket) {
  SshDestination {
    arguments = List.copyOf(arguments);
  }

  /** The command that does the same by hand. */
  String byHand() {
    return "ssh " + String.join(" ", arguments).replace("-- ", "");
  }
}
