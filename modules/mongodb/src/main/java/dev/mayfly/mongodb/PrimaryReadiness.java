package dev.mayfly.mongodb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The server says that it takes writes, in answer to {@code isMaster}: the question with which all
 * drivers begin, and which needs no login.
 *
 * <p>The server that runs the init scripts listens in the container alone, and a member of a
 * replica set that has no primary yet answers no: neither is mistaken for a ready one.
 */
record PrimaryReadiness() implements Readiness {

  private static final int MESSAGE = 2013; // OP_MSG of MongoDB's wire protocol
  private static final int MOST = 1 << 20;
  private static final String YES = "\bismaster\0\1"; // a boolean, its name, true

  @Override
  public Look look(Probe probe) throws IOException {
    return look(new InetSocketAddress(probe.host(), probe.mappedPort(Login.PORT)));
  }

  Look look(InetSocketAddress server) throws IOException {
    try (Socket socket = Probe.connect(server)) {
      socket.getOutputStream().write(question());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int length = Integer.reverseBytes(in.readInt());
      byte[] rest = length < 20 || length > MOST ? new byte[0] : in.readNBytes(length - 4);
      if (rest.length < 16 || inOrder(rest).getInt(8) != MESSAGE) {
        return Look.never(
            "what answers does not speak MongoDB's protocol; is it another service's image?");
      }
      return new String(rest, ISO_8859_1).contains(YES)
          ? Look.ready()
          : Look.notYet("MongoDB answers, but takes no writes yet");
    }
  }

  /** {@code {isMaster: 1, $db: "admin"}}, which standalone servers of all versions know. */
  private static byte[] question() {
    byte[] document = "....\20isMaster\0\1\0\0\0\2$db\0\6\0\0\0admin\0\0".getBytes(ISO_8859_1);
    inOrder(document).putInt(0, document.length);
    byte[] message = new byte[21 + document.length];
    inOrder(message)
        .putInt(message.length)
        .putInt(1) // the request's number
        .putInt(0)
        .putInt(MESSAGE)
        .putInt(0) // flags
        .put((byte) 0) // one document follows
        .put(document);
    return message;
  }

  private static ByteBuffer inOrder(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofPort(Login.PORT);
  }

  @Override
  public String describe() {
    return "MongoDB takes writes";
  }
}
