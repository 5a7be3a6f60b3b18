package dev.mayfly.forward;

import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A program that connects to a port of its own, and fails if it can't. */
final class OneConnection {

  private OneConnection() {}

  public static void main(String... arguments) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    LocalPort port = LocalPort.open(0, new Disturbances(() -> {}), threads);
    try (Socket client = new Socket(StableAddress.HOST, port.number())) {
      client.setTcpNoDelay(true);
    } finally {
      port.close();
      threads.shutdownNow();
    }
  }
}
