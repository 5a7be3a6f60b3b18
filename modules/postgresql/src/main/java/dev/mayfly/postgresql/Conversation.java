package dev.mayfly.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.ready.Probe;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One connection in PostgreSQL's wire protocol, version 3: enough of it to log in and ask simple
 * queries, so that no driver is needed. After an exception it is of no more use. For one thread.
 */
final class Conversation implements Closeable {

  private static final int TIMEOUT_MILLIS = 1_000;
  private static final int PROTOCOL_VERSION = 3 << 16;
  private static final int LONGEST_MESSAGE = 1 << 20;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  private Conversation(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = new DataOutputStream(socket.getOutputStream());
  }

  static Conversation open(InetSocketAddress server) throws IOException {
    return open(server, TIMEOUT_MILLIS);
  }

  /**
   * Connects, within a second.
   *
   * @param patienceMillis how long an answer may take
   */
  static Conversation open(InetSocketAddress server, int patienceMillis) throws IOException {
    Socket socket = Probe.connect(server);
    try {
      socket.setSoTimeout(patienceMillis);
      return new Conversation(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Logs in, with the kind of password check that the server asks for.
   *
   * @throws ErrorResponse if the server refuses
   */
  void login(String user, String password, String database)
      throws IOException, GeneralSecurityException {
    login(user, password, Map.of("database", database));
  }

  /** The same with any of a session's parameters, such as its {@code application_name}. */
  void login(String user, String password, Map<String, String> session)
      throws IOException, GeneralSecurityException {
    StringBuilder parameters = new StringBuilder("user\0" + user + "\0");
    session.forEach((name, value) -> parameters.append(name + "\0" + value + "\0"));
    byte[] startup = parameters.append('\0').toString().getBytes(UTF_8);
    out.writeInt(8 + startup.length);
    out.writeInt(PROTOCOL_VERSION);
    out.write(startup);
    PasswordCheck check = new PasswordCheck(user, password);
    for (Message message = read(); message.type() != 'Z'; message = read()) {
      if (message.type() == 'R') {
        byte[] answer = check.answer(message.body());
        if (answer.length > 0) {
          send('p', answer);
        }
      }
    }
  }

  /**
   * The first column of the query's last row, as text.
   *
   * @throws ErrorResponse if the server refuses
   */
  String query(String sql) throws IOException {
    List<String> values = column(sql);
    return values.isEmpty() ? "nothing" : values.get(values.size() - 1);
  }

  /**
   * The first column of all rows, as text.
   *
   * @throws ErrorResponse if the server refuses
   */
  List<String> column(String sql) throws IOException {
    send('Q', (sql + "\0").getBytes(UTF_8));
    List<String> values = new ArrayList<>();
    for (Message message = read(); message.type() != 'Z'; message = read()) {
      if (message.type() == 'D') {
        ByteBuffer row = message.body();
        row.getShort(); // how many columns
        int length = row.getInt();
        values.add(length < 0 ? "" : UTF_8.decode(row.slice(row.position(), length)).toString());
      }
    }
    return values;
  }

  private void send(char type, byte[] body) throws IOException {
    ByteBuffer message = ByteBuffer.allocate(5 + body.length);
    out.write(message.put((byte) type).putInt(4 + body.length).put(body).array());
  }

  private Message read() throws IOException {
    int type = in.read();
    if (type < 0) {
      throw new EOFException("the connection was closed without an answer");
    }
    int length = in.readInt() - 4;
    if (length < 0 || length > LONGEST_MESSAGE) {
      throw new IOException("what answers does not speak PostgreSQL's protocol");
    }
    byte[] body = new byte[length];
    in.readFully(body);
    if (type == 'E') {
      throw ErrorResponse.read(new String(body, UTF_8));
    }
    return new Message((char) type, ByteBuffer.wrap(body));
  }

  private record Message(char type, ByteBuffer body) {}

  @Override
  public void close() throws IOException {
    try (socket) {
      send('X', new byte[0]);
    }
  }
}
