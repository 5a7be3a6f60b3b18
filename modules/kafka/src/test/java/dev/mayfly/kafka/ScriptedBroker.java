package dev.mayfly.kafka;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.Message;

/**
 * A broker that gives each kind of question its answers in their order, the last one for ever, and
 * keeps the questions. It hangs up on kinds without answers.
 */
final class ScriptedBroker implements AutoCloseable {

  private final ServerSocket socket;
  private final Map<Short, Queue<byte[]>> answers = new HashMap<>();
  private final List<byte[]> questions = new CopyOnWriteArrayList<>();

  ScriptedBroker() throws IOException {
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "scripted-broker");
    thread.setDaemon(true);
    thread.start();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
  }

  ScriptedBroker hangUp(ApiMessageType kind) {
    return answer(kind, new byte[0]);
  }

  ScriptedBroker answer(ApiMessageType kind, Message message, int version) {
    return answer(kind, WrittenByKafka.answer(message, version));
  }

  private synchronized ScriptedBroker answer(ApiMessageType kind, byte[] answer) {
    answers.computeIfAbsent(kind.apiKey(), key -> new ArrayDeque<>()).add(answer);
    return this;
  }

  /** The questions of a kind so far, with their lengths and headers. */
  List<byte[]> questions(ApiMessageType kind) {
    return questions.stream().filter(one -> kind(one) == kind.apiKey()).toList();
  }

  private static short kind(byte[] question) {
    return ByteBuffer.wrap(question).getShort(Integer.BYTES);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        DataInputStream in = new DataInputStream(client.getInputStream());
        while (answered(client, in)) {
          // the next question
        }
      } catch (IOException e) {
        continue; // the client hung up, or the test is over
      }
    }
  }

  private boolean answered(Socket client, DataInputStream in) throws IOException {
    byte[] length = in.readNBytes(Integer.BYTES);
    if (length.length < Integer.BYTES) {
      throw new EOFException();
    }
    byte[] rest = in.readNBytes(ByteBuffer.wrap(length).getInt());
    byte[] question = ByteBuffer.allocate(4 + rest.length).put(length).put(rest).array();
    questions.add(question);
    byte[] answer = next(kind(question));
    client.getOutputStream().write(answer);
    return answer.length > 0;
  }

  private synchronized byte[] next(short kind) {
    Queue<byte[]> left = answers.getOrDefault(kind, new ArrayDeque<>());
    byte[] answer = left.size() > 1 ? left.poll() : left.peek();
    return Objects.requireNonNullElse(answer, new byte[0]);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
