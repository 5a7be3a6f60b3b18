package dev.mayfly.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on a unix socket that says to its first client what the first conversation says, to the
 * second what the second says, and to all others what the last says.
 */
final class ScriptedServer implements AutoCloseable {

  private final Path socket;
  private final ServerSocketChannel server;
  private final List<Conversation> conversations;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final Thread serving = Threads.daemon("scripted-server", this::serve);

  private ScriptedServer(Path socket, List<Conversation> conversations) throws IOException {
    this.socket = socket;
    this.conversations = conversations;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
  }

  static ScriptedServer start(Path directory, Conversation... conversations) throws IOException {
    return at(directory.resolve("engine.sock"), conversations);
  }

  static ScriptedServer at(Path socket, Conversation... conversations) throws IOException {
    ScriptedServer server = new ScriptedServer(socket, List.of(conversations));
    server.serving.start();
    return server;
  }

  private void serve() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        open.add(client);
        int number = Math.min(connections.getAndIncrement(), conversations.size() - 1);
        Conversation conversation = conversations.get(number);
        Threads.daemon("scripted-server-" + number, () -> hold(conversation, client)).start();
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static void hold(Conversation conversation, SocketChannel client) {
    try (client) {
      conversation.hold(new Peer(new SocketWire(client)));
    } catch (IOException clientHungUp) {
      // what that means is for the test to say
    }
  }

  EngineAddress address() {
    return EngineAddress.unix(socket);
  }

  int connections() {
    return connections.get();
  }

  /** A thread that still accepts would keep the socket listening, and take one more client. */
  @Override
  public void close() throws IOException {
    server.close();
    try {
      serving.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(socket);
    for (SocketChannel client : open) {
      client.close();
    }
  }

  /** What the server does with one connection; it hangs up at the end. */
  @FunctionalInterface
  interface Conversation {
    void hold(Peer peer) throws IOException;
  }
}
