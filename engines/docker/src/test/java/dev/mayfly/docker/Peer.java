package dev.mayfly.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's end of one connection. */
final class Peer {

  private static final Pattern CONTENT_LENGTH = Pattern.compile("Content-Length: ([0-9]+)");

  private final Wire wire;
  private final InputStream in;
  private final OutputStream out;

  Peer(Wire wire) {
    this.wire = wire;
    this.in = new WireInput(wire, new Fate(() -> {}));
    this.out = new WireOutput(wire, new Fate(() -> {}));
  }

  /** Reads up to the empty line after the headers; empty if the client has hung up. */
  String readHead() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Reads a request, of whose body the length is known, and returns its first line. */
  String readRequest() throws IOException {
    String head = readHead();
    Matcher length = CONTENT_LENGTH.matcher(head);
    read(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return head.lines().findFirst().orElse("");
  }

  /** Reads exactly so many bytes. */
  String read(int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** Reads until the client ends its output. */
  String readToEnd() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /** Reads a request without a body and answers it. */
  void answer(String status, String body) throws IOException {
    readHead();
    write(response(status, body));
  }

  static String response(String status, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + length + "\r\n\r\n" + body;
  }

  void hangUp() throws IOException {
    wire.close();
  }
}
