package dev.mayfly.ready;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * A server whose answers are known before the questions: it sends them to its one client, ends its
 * side of the connection, and keeps what the client sent.
 */
public final class CannedServer implements AutoCloseable {

  private final ServerSocket socket;
  private final CompletableFuture<byte[]> received;

  private CannedServer(ServerSocket socket, IntFunction<byte[]> answers) {
    this.socket = socket;
    this.received =
        CompletableFuture.supplyAsync(() -> serve(socket, answers.apply(socket.getLocalPort())));
  }

  /** A server whose answers name its own port. */
  public static CannedServer answering(IntFunction<byte[]> answers) throws IOException {
    return new CannedServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), answers);
  }

  public static CannedServer answering(byte[] answers) throws IOException {
    return answering(port -> answers);
  }

  public static CannedServer answering(String answers) throws IOException {
    return answering(answers.getBytes(StandardCharsets.UTF_8));
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
  }

  /** All that the client sent, once it has hung up. */
  public byte[] received() {
    return received.join();
  }

  private static byte[] serve(ServerSocket server, byte[] answers) {
    try (Socket client = server.accept()) {
      client.getOutputStream().write(answers);
      client.shutdownOutput();
      return client.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
