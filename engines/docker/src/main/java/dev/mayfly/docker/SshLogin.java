package dev.mayfly.docker;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of {@code ssh} that stays logged in, and takes orders over a socket of its own.
 *
 * <p>Its standard input is its lifeline: the command on the other side waits for the end of it, so
 * that the login ends with this JVM, however that ends. It does not hear the signals that end this
 * JVM's process group, since cleaning up still needs it. A shell removes its folder after it.
 */
final class SshLogin implements Closeable {

  private static final String MARK = "mayfly-engine ";

  private static final int LOGIN_SECONDS = 30;
  private static final int ORDER_SECONDS = 15;
  private static final int END_SECONDS = 3;
  private static final String SHELL =
      "folder=$1; shift; \"$@\"; code=$?; rm -rf \"$folder\"; exit $code";
  private static final String FIND =
      "e=$(docker context inspect -f \"{{.Endpoints.docker.Host}}\" 2>/dev/null);"
          + " for s in /var/run/docker.sock \"$XDG_RUNTIME_DIR/docker.sock\""
          + " /run/podman/podman.sock \"$XDG_RUNTIME_DIR/podman/podman.sock\";"
          + " do [ -z \"$e\" ] && [ -S \"$s\" ] && e=unix://$s; done;";

  private final List<String> ssh;
  private final SshDestination destination;
  private final Path folder;
  private final Process process;
  private final SshWords words = new SshWords();
  private final CompletableFuture<String> engine = new CompletableFuture<>();

  private SshLogin(List<String> ssh, SshDestination destination, Path folder, Process process) {
    this.ssh = ssh;
    this.destination = destination;
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts the process; whether it gets in is told by what it is asked next.
   *
   * @param ssh the command and its first arguments
   */
  static SshLogin start(List<String> ssh, SshDestination destination, Path folder)
      throws IOException {
    List<String> command = new ArrayList<>(ssh);
    command.addAll(List.of("-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10"));
    command.addAll(List.of("-o", "ServerAliveInterval=10", "-o", "RemoteCommand=none"));
    command.addAll(List.of("-o", "ControlMaster=yes", "-o", "ControlPersist=no"));
    command.addAll(List.of("-o", "ClearAllForwardings=yes"));
    command.addAll(SshVersion.of(ssh).options());
    command.addAll(List.of("-o", "ControlPath=" + control(folder)));
    command.addAll(destination.arguments());
    command.add(remoteCommand(destination));
    command.add(0, folder.toString());
    List<String> shell = DetachedShell.command(SHELL, command);
    SshLogin login = new SshLogin(ssh, destination, folder, begin(shell, folder));
    Thread errors = Threads.daemon("mayfly-ssh-err", login::readErrors);
    errors.start();
    Threads.daemon("mayfly-ssh-out", () -> login.readOutput(errors)).start();
    return login;
  }

  private static Process begin(List<String> command, Path folder) throws IOException {
    try {
      return new ProcessBuilder(command).start();
    } catch (IOException e) {
      Files.deleteIfExists(folder);
      throw new IOException("ssh can't be run here: " + e.getMessage(), e);
    }
  }

  /** Where the engine is to be reached on this machine. */
  Path engineSocket() {
    return folder.resolve("engine.sock");
  }

  boolean hasEnded() {
    return !process.isAlive();
  }

  private static Path control(Path folder) {
    return folder.resolve("ssh");
  }

  private static String remoteCommand(SshDestination destination) {
    String find =
        destination.remoteSocket() == null
            ? FIND
            : "e=unix://" + quoted(destination.remoteSocket()) + ";";
    return "sh -c '"
        + (find + " echo; echo \"" + MARK + "$e\"; exec cat >/dev/null").replace("'", "'\\''")
        + "'";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** What it said of its end is read before it counts as ended. */
  private void readOutput(Thread errors) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines
          .lines()
          .filter(line -> line.startsWith(MARK))
          .forEach(line -> engine.complete(line.substring(MARK.length()).strip()));
      int code = process.waitFor();
      errors.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
      words.end(code);
    } catch (IOException | UncheckedIOException | InterruptedException e) {
      words.end(-1);
    } finally {
      engine.completeExceptionally(new IOException("it ended"));
    }
  }

  private void readErrors() {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(words::add);
    } catch (IOException | UncheckedIOException closed) {
      // it has ended
    }
  }

  /**
   * The path of the engine's socket there.
   *
   * @throws IOException if the login failed or there is no engine; the message says why
   */
  String remoteSocket() throws IOException {
    String found = found();
    if (found.isEmpty()) {
      throw new IOException(
          "there is no docker command and no engine's socket in the usual places of "
              + destination.host()
              + ". If its socket is elsewhere, name it: ssh://"
              + destination.host()
              + "/path/of/the.sock");
    }
    if (!found.startsWith("unix://")) {
      throw new IOException("the docker command there leads to " + found + "; name that instead");
    }
    return found.substring("unix://".length());
  }

  private String found() throws IOException {
    try {
      return engine.get(LOGIN_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw words.failure(destination, e);
    } catch (TimeoutException e) {
      throw new IOException(
          "ssh did not log in, or the docker command there did not answer, within "
              + LOGIN_SECONDS
              + " s"
              + words.soFar(),
          e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Gives the process an order.
   *
   * @param order {@code forward} or {@code cancel}
   * @param forward as {@code ssh -L} takes it
   * @throws IOException if it refuses; the message says why
   */
  void control(String order, String forward) throws IOException {
    List<String> command = new ArrayList<>(ssh);
    command.addAll(List.of("-F", "none", "-o", "ControlPath=" + control(folder)));
    command.addAll(List.of("-O", order, "-L", forward));
    command.addAll(destination.arguments());
    Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
    client.getOutputStream().close();
    try {
      if (!client.waitFor(ORDER_SECONDS, TimeUnit.SECONDS)) {
        client.destroyForcibly();
        throw new IOException("ssh did not " + order + " " + forward);
      }
      if (client.exitValue() != 0) {
        String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        throw explain(new IOException("ssh can't " + order + " " + forward + ": " + said.strip()));
      }
    } catch (InterruptedException e) {
      client.destroyForcibly();
      throw interrupted(e);
    }
  }

  /** Adds what ssh said of the whole. */
  IOException explain(IOException failure) {
    return words.explain(failure);
  }

  /** What to throw where a wait for ssh was interrupted; the flag is kept. */
  static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    ClosedByInterruptException interrupted = new ClosedByInterruptException();
    interrupted.initCause(e);
    return interrupted;
  }

  @Override
  public void close() {
    words.close();
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // it has ended
    }
    boolean wasInterrupted = Thread.interrupted();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.waitFor(END_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      wasInterrupted = true;
    }
    removeFolder();
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The shell has done that, unless it was killed. */
  private void removeFolder() {
    try {
      Files.deleteIfExists(control(folder));
      Files.deleteIfExists(engineSocket());
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // it is empty, or the system's to clear
    }
  }
}
