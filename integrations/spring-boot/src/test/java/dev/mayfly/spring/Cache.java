package dev.mayfly.spring;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails;
import org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails.Standalone;

/** An application that keeps a connection open as long as it lives, as pools do. */
@SpringBootConfiguration
class Cache implements DisposableBean {

  static final List<String> SEEN = new CopyOnWriteArrayList<>();

  private final Socket socket;
  private final BufferedReader answers;

  Cache(RedisConnectionDetails redis) throws IOException {
    Standalone server = redis.getStandalone();
    socket = new Socket(server.getHost(), server.getPort());
    answers =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    ask("SELECT " + server.getDatabase());
    SEEN.add("opened");
  }

  String ask(String command) throws IOException {
    socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
    return answers.readLine();
  }

  @Override
  public void destroy() throws IOException {
    SEEN.add("closed " + ask("PING"));
    socket.close();
  }
}
