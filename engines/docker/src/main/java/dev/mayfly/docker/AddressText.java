package dev.mayfly.docker;

import dev.mayfly.DeclarationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An engine's address as a user writes it, {@code unix:///path}, {@code tcp://host:port}, {@code
 * ssh://user@host} or {@code npipe:////./pipe/name}.
 *
 * @param text what is written, without blanks around it
 * @param origin where it stands, for messages
 * @param tls how to do TLS with what listens on TCP, if it is wanted
 */
record AddressText(String text, String origin, Supplier<Optional<TlsFiles>> tls) {

  private static final String SCHEME = "[a-z]+://";
  private static final Pattern HOST_AND_PORT =
      Pattern.compile(
          "(\\[[0-9a-fA-F:.]+(?:%[^\\[\\]/:@\\s]+)?]|[^\\[\\]/:@\\s]+)(?::([0-9]{1,9}))?/?");

  /** Where the command asks if an address has no port. */
  private static final int PORT = 2375;

  /** The same, where TLS is done. */
  static final int TLS_PORT = 2376;

  /**
   * Reads it.
   *
   * @throws DeclarationException if it can't be used; the message says why and what can
   */
  Place read() {
    return Place.of(address(), origin);
  }

  private EngineAddress address() {
    String rest = text.replaceFirst("^" + SCHEME, "");
    String scheme = text.substring(0, text.length() - rest.length());
    return switch (scheme) {
      case "unix://" -> unix(rest);
      case "tcp://", "http://" -> tcp(rest);
      case "ssh://" -> ssh();
      case "npipe://" -> pipe(rest);
      case "" -> bare();
      default -> throw unusable(whyNot(scheme));
    };
  }

  private EngineAddress unix(String path) {
    if (path.isEmpty()) {
      throw unusable("it names no file; write unix:///var/run/docker.sock, with three slashes");
    }
    try {
      return EngineAddress.unix(Path.of(path));
    } catch (InvalidPathException e) {
      throw unusable("no file can be called so: " + e.getReason());
    }
  }

  private EngineAddress tcp(String rest) {
    Matcher parts = HOST_AND_PORT.matcher(rest);
    if (!parts.matches()) {
      throw unusable("write tcp://host:port, such as tcp://localhost:2375");
    }
    String host = parts.group(1).replaceAll("[\\[\\]]", "");
    Optional<TlsFiles> files = tls.get();
    int usual = files.isPresent() ? TLS_PORT : PORT;
    int port = parts.group(2) == null ? usual : Integer.parseInt(parts.group(2));
    if (port < 1 || port > 65_535) {
      throw unusable("port " + port + " is not between 1 and 65535");
    }
    return new TcpAddress(host, port, files.orElse(null));
  }

  private EngineAddress ssh() {
    try {
      return SshAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw unusable(String.valueOf(e.getMessage()));
    }
  }

  private EngineAddress pipe(String rest) {
    try {
      return PipeAddress.parse(rest);
    } catch (IllegalArgumentException e) {
      throw unusable(String.valueOf(e.getMessage()));
    }
  }

  /** The command takes a host without more for one on TCP. */
  private EngineAddress bare() {
    if (!HOST_AND_PORT.matcher(text).matches()) {
      throw unusable("write unix:///path/of/the.sock or tcp://host:port");
    }
    return tcp(text);
  }

  private static String whyNot(String scheme) {
    return switch (scheme) {
      case "https://" ->
          "write tcp://host:port, set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder with"
              + " ca.pem, cert.pem and key.pem";
      default -> "write unix:///path/of/the.sock or tcp://host:port";
    };
  }

  private DeclarationException unusable(String reason) {
    return new DeclarationException(
        origin + " is \"" + text + "\", which Mayfly can't use: " + reason + ".");
  }
}
