package dev.mayfly.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An engine on a machine that ssh leads to.
 *
 * @param user to log in as, or null for the one that ssh's own configuration names
 * @param host a name, an address, or an alias of ssh's own configuration
 * @param port of its ssh server, or 0 for the one that ssh's own configuration names
 * @param remoteSocket the path of the engine's socket there, or null to ask that machine
 */
record SshAddress(@Nullable String user, String host, int port, @Nullable String remoteSocket)
    implements EngineAddress {

  private static final Pattern FORM =
      Pattern.compile(
          "ssh://(?:([\\p{L}\\p{N}_][\\p{L}\\p{N}_.+%@-]*)@)?"
              + "(\\[[0-9a-fA-F:.%]+\\]|[\\p{L}\\p{N}_][\\p{L}\\p{N}_.%+-]*)"
              + "(?::([0-9]{1,5}))?(/.+)?/?");

  /**
   * Reads {@code ssh://user@host:port/path/of/the.sock}; all but the host may be left out.
   *
   * @throws IllegalArgumentException if it is of another form; the message says which is wanted
   */
  static SshAddress parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          text.matches("ssh://[^/]*:[^/]*@.*")
              ? "ssh takes no password in an address; let a key of yours open that machine"
              : "write ssh://user@host, ssh://user@host:port or ssh://user@host/path/of/the.sock");
    }
    int port = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
    if (form.group(3) != null && (port < 1 || port > 65_535)) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
    String host = form.group(2).replaceAll("[\\[\\]]", "");
    return new SshAddress(form.group(1), host, port, form.group(4));
  }

  /** What ssh is told of it. */
  SshDestination destination() {
    List<String> arguments = new ArrayList<>();
    if (user != null) {
      arguments.addAll(List.of("-l", user));
    }
    if (port != 0) {
      arguments.addAll(List.of("-p", Integer.toString(port)));
    }
    arguments.addAll(List.of("--", host));
    return new SshDestination(host, arguments, remoteSocket);
  }

  /** Logs in. */
  @Override
  public Dialer dialer() throws IOException {
    return SshTunnel.open(destination());
  }

  @Override
  public String httpHost() {
    return "localhost";
  }

  @Override
  public @Nullable Path socket() {
    return null;
  }

  @Override
  public String toString() {
    return "ssh://"
        + (user == null ? "" : user + "@")
        + (host.indexOf(':') >= 0 ? "[" + host + "]" : host)
        + (port == 0 ? "" : ":" + port)
        + (remoteSocket == null ? "" : remoteSocket);
  }
}
