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
  private static final short SASL_HANDSHAKE = 17;
  private static final short SASL_AUTHENTICATE = 36;
  private static final String CLIENT = "mayfly";

  private final Socket socket;

  private BrokerConnection(Socket socket) {
    this.socket = socket;
  }

  /** Connects, and logs in where the broker asks for it; its certificate is not checked. */
  static BrokerConnection open(InetSocketAddress server, Access access) throws IOException {
    BrokerConnection broker =
        new BrokerConnection(access.byTls() ? Probe.connectTls(server) : Probe.connect(server));
    try {
      if (access.user() != null) {
        broker.logIn(access);
      }
      return broker;
    } catch (IOException e) {
      broker.close();
      throw e;
    }
  }

  /** As SASL's mechanism PLAIN, RFC 4616, wants it. */
  private void logIn(Access access) throws IOException {
    DataInputStream mechanism = ask(SASL_HANDSHAKE, (short) 1, body -> writeText(body, "PLAIN"));
    requireGood(mechanism.readShort(), "it does not know the mechanism PLAIN");
    byte[] login = ("\0" + access.user() + "\0" + access.password()).getBytes(UTF_8);
    DataInputStream answer =
        ask(
            SASL_AUTHENTICATE,
            (short) 0,
            body -> {
              body.writeInt(login.length);
              body.write(login);
            });
    short error = answer.readShort();
    requireGood(error, readText(answer));
  }

  private static void requireGood(short error, String reason) throws IOException {
    if (error != 0) {
      throw new IOException("the broker refuses the login, error " + error + ": " + reason);
    }
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
