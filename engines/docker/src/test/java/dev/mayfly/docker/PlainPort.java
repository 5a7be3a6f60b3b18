package dev.mayfly.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A port of 127.0.0.1 that leads to a server without TLS, and hangs up on a client that begins with
 * TLS, as engines do with a registry of this machine. The JDK's server would keep it waiting for
 * ten seconds.
 */
final class PlainPort implements AutoCloseable {

  private static final int HANDSHAKE = 0x16; // RFC 8446, 5.1

  private final ServerSocket listening;
  private final int server;

  PlainPort(int number, int server) throws IOException {
    this.server = server;
    listening = new ServerSocket(number, 50, InetAddress.getByName("127.0.0.1"));
    Threads.daemon("plain-port", this::serve).start();
  }

  int number() {
    return listening.getLocalPort();
  }

  private void serve() {
    try {
      while (true) {
        Socket client = listening.accept();
        Threads.daemon("plain-port-client", () -> lead(client)).start();
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void lead(Socket client) {
    try (client;
        Socket there = new Socket(InetAddress.getByName("127.0.0.1"), server)) {
      int first = client.getInputStream().read();
      if (first >= 0 && first != HANDSHAKE) {
        there.getOutputStream().write(first);
        Threads.daemon("plain-port-request", () -> copy(client, there)).start();
        copy(there, client);
      }
    } catch (IOException gone) {
      // one side has hung up
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException gone) {
      // one side has hung up
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
