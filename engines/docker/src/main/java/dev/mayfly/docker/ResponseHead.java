package dev.mayfly.docker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The status line and headers of a response, read with limits on their size.
 *
 * @param status such as 200
 * @param isHttp11 whether the connection stays open unless the headers say otherwise
 * @param headers by name, in any case
 */
record ResponseHead(int status, boolean isHttp11, Map<String, List<String>> headers) {

  private static final int LONGEST_LINE = 64 * 1024;
  private static final int MOST_HEADERS = 256;

  ResponseHead {
    headers = Collections.unmodifiableMap(headers);
  }

  /**
   * Reads the head of the final response, over any that only announce it.
   *
   * @throws EOFException if the engine closed the connection before the first byte
   */
  static ResponseHead read(InputStream in) throws IOException {
    ResponseHead head = readOne(in);
    while (head.status < 200 && head.status != 101) {
      head = readOne(in);
    }
    return head;
  }

  private static ResponseHead readOne(InputStream in) throws IOException {
    String line = line(in);
    if (!line.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
      throw new ProtocolException("This is no HTTP response: " + shortened(line));
    }
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int count = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      if (colon < 1 || ++count > MOST_HEADERS) {
        throw new ProtocolException("This is no HTTP header: " + shortened(header));
      }
      headers
          .computeIfAbsent(header.substring(0, colon).strip(), name -> new ArrayList<>())
          .add(header.substring(colon + 1).strip());
    }
    int status = Integer.parseInt(line.substring(9, 12));
    return new ResponseHead(status, line.startsWith("HTTP/1.1"), headers);
  }

  /** Reads a line that ends with a line feed, and a carriage return before it if there is one. */
  static String line(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw bytes.size() == 0
            ? new EOFException("The engine closed the connection.")
            : new ProtocolException("The engine closed the connection within a line.");
      }
      bytes.write(next);
      if (bytes.size() > LONGEST_LINE) {
        throw new ProtocolException("A line of the response is longer than 64 KiB.");
      }
    }
    String line = bytes.toString(StandardCharsets.UTF_8);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private static String shortened(String text) {
    return "\"" + text.substring(0, Math.min(80, text.length())) + "\"";
  }

  /** The first value of a header, or null. */
  @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null ? null : values.get(0);
  }

  /** Whether a header has a word among its values that commas part. */
  boolean headerHas(String name, String word) {
    return headers.getOrDefault(name, List.of()).stream()
        .flatMap(value -> List.of(value.split(",")).stream())
        .anyMatch(value -> value.strip().equalsIgnoreCase(word));
  }

  /** Whether the engine waits for another request on the same connection after this response. */
  boolean keepsConnection() {
    return isHttp11 && !headerHas("Connection", "close");
  }
}
