package dev.mayfly.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ready.UselessProxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LocalPortTests {

  @Test
  void a_jvm_that_prefers_ipv6_listens_at_the_address_that_clients_are_told() throws Exception {
    Process jvm = jvm("-Djava.net.preferIPv6Addresses=true");
    try {
      assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(jvm.exitValue()).isZero();
    } finally {
      jvm.destroyForcibly();
    }
  }

  @Test
  void no_proxy_is_asked() throws IOException {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (ServerSocket service = new ServerSocket(0, 1, StableAddress.address());
        UselessProxy proxy = UselessProxy.open();
        Socket client = new Socket(Proxy.NO_PROXY)) {
      assertThat(proxy).isNotNull();
      LocalPort port = LocalPort.open(0, new Disturbances(() -> {}), threads);
      port.lead((InetSocketAddress) service.getLocalSocketAddress());
      client.connect(new InetSocketAddress(StableAddress.address(), port.number()));
      service.setSoTimeout(10_000);
      service.accept().close();
      port.close();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_port_that_can_not_accept_is_told_once_and_tries_again_after_a_pause() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream console = System.err;
    System.setErr(new PrintStream(written, true, UTF_8));
    ExecutorService threads = Executors.newCachedThreadPool();
    try (TooManyFiles socket = new TooManyFiles()) {
      LocalPort port = LocalPort.on(socket, new Disturbances(() -> {}), threads);
      await().until(() -> socket.failures.size() >= 3);
      port.close();
      assertThat(socket.failures.get(2) - socket.failures.get(0))
          .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    } finally {
      threads.shutdownNow();
      System.setErr(console);
    }
    assertThat(written.toString(UTF_8).split("Too many open files", -1)).hasSize(2);
  }

  /** A socket that accepts nobody, and notes when it should have. */
  private static final class TooManyFiles extends ServerSocket {

    final List<Long> failures = new CopyOnWriteArrayList<>();

    TooManyFiles() throws IOException {
      super(0, 1, StableAddress.address());
    }

    @Override
    public Socket accept() throws IOException {
      failures.add(System.nanoTime());
      throw new SocketException("Too many open files");
    }
  }

  private static Process jvm(String option) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    List<String> command = List.of(java, option, "-cp", classPath, OneConnection.class.getName());
    return new ProcessBuilder(command).inheritIO().start();
  }
}
