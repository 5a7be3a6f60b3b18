package dev.mayfly.docker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ssh server of the test's own on 127.0.0.1, with keys of its own, that lets this user in. It
 * needs Debian's openssh-server and is started as whoever runs the test.
 */
final class SshServer implements AutoCloseable {

  static final String PROGRAM = "/usr/sbin/sshd";

  private final Path folder;
  private final int port;
  private final Process process;

  private SshServer(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  static boolean isInstalled() {
    return Files.isExecutable(Path.of(PROGRAM));
  }

  /**
   * @param options further lines of its configuration
   */
  static SshServer start(Path folder, String... options) throws IOException {
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve("host").toString());
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve("user").toString());
    int port = freePort();
    Files.writeString(
        folder.resolve("sshd.conf"),
        String.join(
            "\n",
            "Port " + port,
            "ListenAddress 127.0.0.1",
            "HostKey " + folder.resolve("host"),
            "AuthorizedKeysFile " + folder.resolve("user.pub"),
            "PidFile none",
            "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            String.join("\n", options),
            ""));
    Files.writeString(
        folder.resolve("known"),
        "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host.pub")));
    if (System.getProperty("user.name", "").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    Process process =
        new ProcessBuilder(PROGRAM, "-D", "-e", "-f", folder.resolve("sshd.conf").toString())
            .start();
    awaitListening(process);
    return new SshServer(folder, port, process);
  }

  private static void run(String... command) throws IOException {
    try {
      int code = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IOException(command[0] + " ended with " + code);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Reads its log until it says so, and from then on beside the test. */
  private static void awaitListening(Process process) throws IOException {
    BufferedReader log = process.errorReader(StandardCharsets.UTF_8);
    for (String line = log.readLine(); ; line = log.readLine()) {
      if (line == null) {
        throw new IOException("sshd did not start");
      }
      if (line.contains("Server listening")) {
        break;
      }
    }
    Threads.daemon("sshd-log", () -> drain(log)).start();
  }

  private static void drain(BufferedReader log) {
    try {
      log.lines().forEach(line -> {});
    } catch (UncheckedIOException closed) {
      // it has ended
    }
  }

  /** The command that knows its key and has the user's. */
  List<String> client() {
    return client("known", "user");
  }

  List<String> client(String knownHosts, String identity) {
    return List.of(
        "ssh",
        "-F",
        "none",
        "-i",
        folder.resolve(identity).toString(),
        "-o",
        "IdentitiesOnly=yes",
        "-o",
        "UserKnownHostsFile=" + folder.resolve(knownHosts));
  }

  /**
   * @param socket of the engine, or null to let it be asked for
   */
  SshDestination destination(@Nullable Path socket) {
    String path = socket == null ? null : socket.toString();
    return new SshAddress(null, "127.0.0.1", port, path).destination();
  }

  void endLogins() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /** Ends it and all logins. */
  void kill() {
    endLogins();
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }
}
