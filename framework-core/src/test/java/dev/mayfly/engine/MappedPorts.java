package dev.mayfly.engine;

import dev.mayfly.Port;
import dev.mayfly.engine.ContainerRequest.PublishedPort;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The real ports of this machine that lead to a container's: reserved, and refusing connections,
 * from its start; listening once its program does. Thread-safe.
 */
final class MappedPorts {

  private final Map<Port, Integer> numbers = new LinkedHashMap<>();
  private final List<Closeable> open = new ArrayList<>();
  private final List<Thread> acceptors = new CopyOnWriteArrayList<>();
  private boolean closed;

  static MappedPorts reserve(List<PublishedPort> wanted) {
    MappedPorts ports = new MappedPorts();
    wanted.forEach(port -> ports.reserve(port.port(), port.hostPort()));
    return ports;
  }

  private void reserve(Port port, int wanted) {
    try {
      if (wanted != 0) {
        refuseIfTaken(wanted);
      }
      Socket reserved = new Socket();
      open.add(reserved);
      reserved.setReuseAddress(true);
      reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      numbers.put(port, reserved.getLocalPort());
    } catch (IOException e) {
      close();
      String where = "127.0.0.1:" + wanted;
      throw new EngineException(500, "Bind for " + where + " failed: port is already allocated", e);
    }
  }

  private static void refuseIfTaken(int wanted) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(false);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
    }
  }

  Map<Port, Integer> numbers() {
    return numbers;
  }

  /**
   * Accepts connections to a port of the container from now on; does nothing if it is not mapped.
   */
  synchronized void listen(int containerPort, Program.Service service) {
    Integer number = numbers.get(Port.tcp(containerPort));
    if (number == null || closed) {
      return;
    }
    try {
      ServerSocket server = new ServerSocket();
      open.add(server);
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
      acceptors.add(daemon("accept-" + number, () -> accept(server, service)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket server, Program.Service service) {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        keep(connection);
        daemon("connection-" + server.getLocalPort(), () -> serve(connection, service));
      } catch (IOException e) {
        // the container has ended
      }
    }
  }

  private synchronized void keep(Socket connection) throws IOException {
    open.add(connection);
    if (closed) {
      connection.close();
    }
  }

  private static void serve(Socket connection, Program.Service service) {
    try (connection) {
      service.serve(connection.getInputStream(), connection.getOutputStream());
    } catch (IOException e) {
      // the client or the container has gone
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, "in-memory-engine-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Closes all; connections are refused when it returns. */
  void close() {
    closeSockets();
    for (Thread acceptor : acceptors) {
      try {
        acceptor.join(); // a socket listens as long as a thread is inside accept()
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private synchronized void closeSockets() {
    closed = true;
    for (Closeable socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    open.clear();
  }
}
