package dev.mayfly.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.ready.Probe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * One connection in Kafka's wire protocol: enough of it to ask simple questions, so that no client
 * library is needed. For one thread.
 */
final class BrokerConnection implements Closeable {

  private static final int LONGEST_ANSWER = 1 << 20;
  private static final String CLIENT = "mayfly";

  private final Socket socket;

  private BrokerConnection(Socket socket) {
    this.socket = socket;
  }

  static BrokerConnection open(InetSocketAddress server) throws IOException {
    return new BrokerConnection(Probe.connect(server));
  }

  /** Writes the body of a request. */
  @FunctionalInterface
  interface Body {
    void write(DataOutputStream request) throws IOException;
  }

  /**
   * Asks a question in one of the versions before "flexible" ones, and returns the answer's body.
   */
  DataInputStream ask(short question, short version, Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream request = new DataOutputStream(bytes);
    request.writeShort(question);
    request.writeShort(version);
    request.writeInt(1); // correlation
    writeText(request, CLIENT);
    body.write(request);
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeInt(bytes.size());
    bytes.writeTo(out);
    return read();
  }

  private DataInputStream read() throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int length;
    try {
      length = in.readInt();
    } catch (EOFException e) {
      throw new IOException("the connection was closed without an answer", e);
    }
    if (length < 4 || length > LONGEST_ANSWER) {
      throw new IOException("what answers does not speak Kafka's protocol");
    }
    byte[] answer = new byte[length];
    in.readFully(answer);
    return new DataInputStream(new ByteArrayInputStream(answer, 4, length - 4));
  }

  static void writeText(DataOutputStream request, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    request.writeShort(bytes.length);
    request.write(bytes);
  }

  /** A text; empty if the broker sent none. */
  static String readText(DataInputStream answer) throws IOException {
    int length = answer.readShort();
    return length < 0 ? "" : new String(answer.readNBytes(length), UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
