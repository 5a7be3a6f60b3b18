package dev.mayfly.forward;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.forward.RelayFrame.What;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from containers to servers that listen on the loopback of this JVM's machine: it tells a
 * relay, a container beside them, at which ports to take connections, and carries their bytes.
 * Thread-safe.
 */
public final class HostRelay implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.forward");
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_SECONDS = 60;
  private static final int END_SECONDS = 5;
  private static final int FULL = 28;
  private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private final AttachedStreams relay;
  private final Executor threads;
  private final Consumer<String> atEnd;
  private final BlockingQueue<RelayFrame> outgoing = new LinkedBlockingQueue<>();
  private final Map<Integer, RelayedConnection> connections = new ConcurrentHashMap<>();
  private final Map<Integer, CompletableFuture<Integer>> listening = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> targets = new ConcurrentHashMap<>();
  private final Map<Integer, String> unanswered = new ConcurrentSkipListMap<>();
  private final CompletableFuture<String> end = new CompletableFuture<>();

  private HostRelay(AttachedStreams relay, Executor threads, Consumer<String> atEnd) {
    this.relay = relay;
    this.threads = threads;
    this.atEnd = atEnd;
  }

  /**
   * Begins to listen to a relay, on two threads, which end with it.
   *
   * @param relay its standard streams; the end of its input is its own
   * @param threads for those, and for two more a connection
   * @param atEnd is told, once, why the relay is no more
   */
  public static HostRelay over(AttachedStreams relay, Executor threads, Consumer<String> atEnd) {
    HostRelay way = new HostRelay(relay, threads, atEnd);
    threads.execute(way::hear);
    threads.execute(way::speak);
    return way;
  }

  /** Whether the relay is no more. */
  public boolean hasEnded() {
    return end.isDone();
  }

  /** Waits for its end, for a while; why it has ended, if it has. */
  public Optional<String> awaitEnd() {
    try {
      return Optional.of(end.get(END_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    }
  }

  /**
   * Lets containers reach a port of this machine's loopback at the same port of the relay. It need
   * not be listened to yet.
   *
   * @throws MayflyException if the relay can't listen, or is no more
   */
  public void lead(int port) {
    lead(port, port);
  }

  void lead(int port, int local) {
    targets.put(port, local);
    CompletableFuture<Integer> mine = new CompletableFuture<>();
    CompletableFuture<Integer> known = listening.putIfAbsent(port, mine);
    CompletableFuture<Integer> answer = known == null ? mine : known;
    if (known == null) {
      outgoing.add(RelayFrame.of(What.LISTEN, 0, port));
    }
    if (end.isDone()) {
      answer.completeExceptionally(new IOException(end.join()));
    }
    await(answer, port);
  }

  private void await(CompletableFuture<Integer> answer, int port) {
    String what = "The relay to this machine's port " + port;
    try {
      int error = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
      if (error != 0) {
        listening.remove(port, answer);
        throw new MayflyException(what + " can't listen: " + words(error));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MayflyException(what + ": interrupted while it was waited for.", e);
    } catch (ExecutionException e) {
      throw new MayflyException(what + " is no more: " + end.join(), e);
    } catch (TimeoutException e) {
      throw new MayflyException(what + " did not answer within " + ANSWER_SECONDS + " s.", e);
    }
  }

  private static String words(int error) {
    return error == FULL
        ? "on its network as many ports are open as it has room for, and they stay open until the"
            + " session ends. Let the container join a network of its own, network(…), which has a"
            + " relay of its own; or have servers use the same ports again."
        : "error " + error + " of its system.";
  }

  /** The ports that containers asked for last without finding a server, and why, by number. */
  public Map<Integer, String> unanswered() {
    return new TreeMap<>(unanswered);
  }

  private void hear() {
    try {
      InputStream words = relay.output();
      for (RelayFrame frame = RelayFrame.read(words);
          frame != null;
          frame = RelayFrame.read(words)) {
        obey(frame);
      }
      ended("it has ended");
    } catch (IOException e) {
      ended(String.valueOf(e.getMessage()));
    }
  }

  private void obey(RelayFrame frame) {
    if (frame.what() == What.LISTEN) {
      CompletableFuture<Integer> asked = listening.get(frame.number());
      if (asked != null) {
        asked.complete(frame.connection());
      }
    } else if (frame.what() == What.OPENED) {
      opened(frame.connection(), frame.number());
    } else {
      RelayedConnection known = connections.get(frame.connection());
      if (known != null) {
        known.said(frame);
      }
    }
  }

  private void opened(int id, int port) {
    RelayedConnection connection =
        new RelayedConnection(id, outgoing::add, () -> connections.remove(id));
    connections.put(id, connection);
    connection.begin(threads, () -> connect(port));
  }

  private Socket connect(int port) throws IOException {
    int local = targets.getOrDefault(port, port);
    try {
      Socket server = either(local);
      unanswered.remove(port);
      return server;
    } catch (IOException e) {
      if (unanswered.put(port, String.valueOf(e.getMessage())) == null) {
        LOG.info("A container asked for port {} of this machine: {}", port, e.getMessage());
      }
      throw e;
    }
  }

  /** Some servers that are told to listen on "localhost" take IPv6 alone. */
  private static Socket either(int port) throws IOException {
    try {
      return connected(StableAddress.address(), port);
    } catch (IOException e) {
      try {
        return connected(InetAddress.getByAddress(IPV6_LOOPBACK), port);
      } catch (IOException second) {
        throw new IOException(
            "nobody takes connections at 127.0.0.1:" + port + " (" + e.getMessage() + ")", e);
      }
    }
  }

  private static Socket connected(InetAddress address, int port) throws IOException {
    Socket server = new Socket(Proxy.NO_PROXY);
    try {
      server.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private void speak() {
    try {
      OutputStream orders = relay.stdin();
      while (!hasEnded()) {
        orders.write(outgoing.take().encoded());
        orders.flush();
      }
    } catch (IOException e) {
      ended(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended("it was interrupted");
    }
  }

  private void ended(String why) {
    if (end.complete(why)) {
      atEnd.accept(why);
    }
    outgoing.add(RelayFrame.of(What.RESET, 0, 0)); // for who waits for something to say
    relay.close();
    listening.values().forEach(asked -> asked.completeExceptionally(new IOException(why)));
    connections.values().forEach(RelayedConnection::reset);
  }

  /** Lets the relay end, and breaks what is open. */
  @Override
  public void close() {
    ended("it was closed");
  }
}
