package consumer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What a pool is: a connection that lives as long as its context. */
@Component
public class Cache implements DisposableBean {

  static final AtomicInteger MADE = new AtomicInteger();

  private final Socket socket;
  private final BufferedReader answers;

  public Cache(@Value("${cache.host}") String host, @Value("${cache.port}") int port) throws IOException {
    socket = new Socket(host, port);
    answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    MADE.incrementAndGet();
  }

  String ask(String command) throws IOException {
    socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return answers.readLine();
  }

  /** Runs when the JVM ends: what is at the other end must still be there. */
  @Override
  public void destroy() throws IOException {
    if (!"+PONG".equals(ask("PING"))) {
      System.err.println("The cache was gone before its context was closed.");
      Runtime.getRuntime().halt(9);
    }
    socket.close();
  }
}
