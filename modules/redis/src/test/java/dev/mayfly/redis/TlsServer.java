package dev.mayfly.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.tls.TestCertificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Speaks TLS alone: sends its one client the answer to one question. */
record TlsServer(ServerSocket socket, CompletableFuture<Void> served) implements AutoCloseable {

  static TlsServer answering(String answer) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    byte[] own = TestCertificates.ofThisJvm().issue("localhost").pkcs12("secret");
    store.load(new ByteArrayInputStream(own), "secret".toCharArray());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    ServerSocket socket =
        context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    return new TlsServer(socket, CompletableFuture.runAsync(() -> serve(socket, answer)));
  }

  private static void serve(ServerSocket socket, String answer) {
    try (Socket client = socket.accept()) {
      client.getInputStream().read();
      client.getOutputStream().write(answer.getBytes(UTF_8));
      client.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
