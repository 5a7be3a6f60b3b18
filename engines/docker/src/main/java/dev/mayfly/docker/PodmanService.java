package dev.mayfly.docker;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The API of a Podman that nobody serves: one for this JVM, which all of its sessions share and
 * none of them ends.
 *
 * <p>Its folder has this JVM's name, so that who asks second finds it, in whichever class loader.
 * Who can make the folder starts the service; all others wait for its socket.
 *
 * @param folder of the socket, this user's alone
 */
record PodmanService(Path folder) {

  /** How long it may take to listen. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long PAUSE_MILLIS = 20;

  /**
   * Finds this JVM's, or starts it.
   *
   * @param podman the program
   * @param patience until it must listen
   * @throws IOException if it does not; the message says what it said
   */
  static PodmanService ofThisJvm(Path podman, Duration patience) throws IOException {
    PodmanService service = new PodmanService(SocketFolder.ofThisJvm("podman", podman.toString()));
    try {
      service.findOrStart(podman, patience);
      return service;
    } catch (InterruptedException e) {
      throw SshLogin.interrupted(e);
    }
  }

  private void findOrStart(Path podman, Duration patience)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!SocketFolder.make(folder)) {
      if (isListening()) {
        return;
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            "this JVM's \"podman system service\" does not listen (any more) in "
                + folder
                + ". If no other thread is starting it, remove that folder.");
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    start(podman, patience);
  }

  private void start(Path podman, Duration patience) throws IOException, InterruptedException {
    PodmanShell shell = PodmanShell.start(podman, folder, PodmanShell.LONGEST);
    try {
      long end = System.nanoTime() + patience.toNanos();
      while (!isListening()) {
        shell.requireGoingOn(PAUSE_MILLIS);
        if (System.nanoTime() > end) {
          throw shell.isLate(patience);
        }
      }
    } catch (IOException | InterruptedException e) {
      shell.end();
      throw e;
    }
  }

  Path socket() {
    return folder.resolve("podman.sock");
  }

  /**
   * Lets it outlive this JVM until nothing of a session is left there.
   *
   * @throws IOException if it has ended
   */
  void await(String session) throws IOException {
    Files.writeString(
        folder.resolve(PodmanShell.SESSIONS),
        session + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private boolean isListening() {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
      return channel.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
