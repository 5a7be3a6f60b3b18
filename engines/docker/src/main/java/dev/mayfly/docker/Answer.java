package dev.mayfly.docker;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/** Says in words what came back from a place where no engine answered, and what to do. */
final class Answer {

  /** Nothing is at the place, and nothing is wrong with it. */
  static final String NO_FILE = "no such file";

  private static final String REFUSED = "Connection refused";

  private Answer() {}

  static String describe(IOException e, EngineAddress address) {
    if (e instanceof UnknownHostException) {
      return "this machine knows no address of that host. Correct its name, or see whether the"
          + " network or VPN that knows it is up.";
    }
    if (address instanceof SshAddress || address instanceof PipeAddress) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
    Path socket = address.socket();
    return socket == null
        ? words(e, "A firewall or sandbox of this machine forbids it.")
        : ofFile(socket).orElseGet(() -> words(e, rights(socket)));
  }

  /**
   * Whether certainly no engine is at a socket that this user could ask: none has made it, or none
   * listens there, or this user may not even look, as into {@code /run/podman}, which the package
   * makes root's own. One that is there and forbidden is somebody's.
   */
  static boolean isOfNobody(IOException e, EngineAddress address) {
    Path socket = address.socket();
    return socket != null
        && (!Files.exists(socket) || String.valueOf(e.getMessage()).contains(REFUSED));
  }

  /** What is wrong with a socket's file itself. */
  private static Optional<String> ofFile(Path socket) {
    if (Files.notExists(socket)) {
      return Optional.of(
          socket.isAbsolute()
              ? NO_FILE
              : NO_FILE + "; an absolute path has three slashes, unix:///" + socket);
    }
    if (Files.isDirectory(socket)) {
      return Optional.of(
          "it is a directory and no socket. Docker makes one where a container is to get a socket"
              + " that is not there; remove it and start the engine.");
    }
    return Files.isRegularFile(socket)
        ? Optional.of("it is a plain file and no socket. Name the engine's socket.")
        : Optional.empty();
  }

  private static String words(IOException e, String rights) {
    String said = String.valueOf(e.getMessage());
    if (said.contains("Permission denied")) {
      return "permission denied. " + rights;
    }
    if (said.contains(REFUSED)) {
      return "connection refused: nothing listens there";
    }
    if (said.contains("path too long")) {
      return "its path is longer than a socket's may be. Name a shorter link that leads to it.";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : said;
  }

  /** What somebody does who may not use a socket. */
  private static String rights(Path socket) {
    String own =
        "run an engine of your own (\"dockerd-rootless-setuptool.sh install\" or \"systemctl --user"
            + " start podman.socket\").";
    return group(socket)
        .map(
            group ->
                "Add yourself to the group that owns it (\"sudo usermod -aG "
                    + group
                    + " $USER\", in a container --group-add) and log in again, or "
                    + own)
        .orElse("It is root's: " + own);
  }

  /** Whose socket it is, unless that can't be seen or is root's. */
  private static Optional<String> group(Path socket) {
    try {
      String group = Files.readAttributes(socket, PosixFileAttributes.class).group().getName();
      return Optional.of(group).filter(name -> !name.equals("root"));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}
