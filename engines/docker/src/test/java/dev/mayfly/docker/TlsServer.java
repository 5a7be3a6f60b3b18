package dev.mayfly.docker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server on 127.0.0.1 that speaks TLS and asks its clients for a certificate of "ca". */
final class TlsServer implements AutoCloseable {

  private static final Path FILES = Path.of("src/test/resources/dev/mayfly/docker/tls");

  private final ServerSocketChannel server;
  private final SSLContext context;
  private final String protocol;
  private final ScriptedServer.Conversation conversation;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private TlsServer(String certificate, String protocol, ScriptedServer.Conversation conversation)
      throws IOException {
    this.context =
        TlsContext.read(new TlsFiles(file("ca"), file(certificate), key(certificate), true));
    this.protocol = protocol;
    this.conversation = conversation;
    this.server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  static TlsServer start(
      String certificate, String protocol, ScriptedServer.Conversation conversation)
      throws IOException {
    TlsServer started = new TlsServer(certificate, protocol, conversation);
    Threads.daemon("tls-server", started::serve).start();
    return started;
  }

  static TlsServer start(ScriptedServer.Conversation conversation) throws IOException {
    return start("server", "TLSv1.3", conversation);
  }

  /** One of the certificates beside this test. */
  static Path file(String name) {
    return FILES.resolve(name + ".pem");
  }

  static Path key(String name) {
    return file(name + "-key");
  }

  private void serve() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        open.add(client);
        int number = connections.incrementAndGet();
        Threads.daemon("tls-server-" + number, () -> hold(client)).start();
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void hold(SocketChannel client) {
    try (client) {
      SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(client.socket(), null, 0, false);
      socket.setUseClientMode(false);
      socket.setNeedClientAuth(true);
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();
      TlsFailure failure = new TlsFailure("client", new TlsFiles(null, null, null, true));
      conversation.hold(new Peer(new TlsWire(client, socket, failure)));
      socket.shutdownOutput();
      client.socket().getInputStream().readAllBytes();
    } catch (IOException refused) {
      // what that means to the client is for the test to say
    }
  }

  int port() {
    return server.socket().getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel client : open) {
      client.close();
    }
  }
}
