package dev.mayfly.docker;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The response to a ping, of which no more is read than an engine ever says.
 *
 * @param head its status and headers
 * @param body how it begins
 * @param ends whether that is all of it
 */
record PingAnswer(ResponseHead head, String body, boolean ends) {

  /** An engine says {@code OK}. */
  private static final int LONGEST = 4096;

  private static final int SHOWN = 200;

  /**
   * Reads it and closes the response.
   *
   * @throws ProtocolException if it is no answer of an engine that Mayfly can talk to; the message
   *     says what it is
   */
  static PingAnswer read(Response response) throws IOException {
    try (response) {
      byte[] start = response.body().readNBytes(LONGEST);
      PingAnswer answer = new PingAnswer(response.head(), shown(start), start.length < LONGEST);
      answer.requireEngine();
      return answer;
    }
  }

  private void requireEngine() throws ProtocolException {
    String trouble = trouble();
    if (trouble != null) {
      throw new ProtocolException(trouble);
    }
  }

  private @Nullable String trouble() throws ProtocolException {
    int status = head.status();
    if (status == 401 || status == 403) {
      return "refuses to be asked, with status %d: %s. An authorisation plugin or a proxy guards it:"
              .formatted(status, body)
          + " whoever runs it must allow the Docker API from /_ping on.";
    }
    if (status == 400 && body.contains("HTTPS server")) {
      return "speaks TLS. Set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder with ca.pem,"
          + " cert.pem and key.pem.";
    }
    if (status >= 400 || !ends || head.header("Api-Version") == null) {
      return "no container engine: it answered a ping with status " + status + " " + body;
    }
    if ("windows".equalsIgnoreCase(head.header("OSType"))) {
      return "runs Windows containers, and Mayfly needs Linux'. Docker Desktop's menu has \"Switch to"
          + " Linux containers\".";
    }
    return version().compareTo(ApiVersion.OLDEST) < 0
        ? "too old: its API is " + version() + ", and Mayfly needs " + ApiVersion.OLDEST
        : null;
  }

  /** How an answer begins, in one line for a message. */
  static String shown(byte[] answer) {
    String line = new String(answer, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
    return line.substring(0, Math.min(SHOWN, line.length()));
  }

  /** The newest version of the API that the engine knows. */
  ApiVersion version() throws ProtocolException {
    try {
      return ApiVersion.parse(String.valueOf(head.header("Api-Version")));
    } catch (IllegalArgumentException e) {
      ProtocolException unreadable = new ProtocolException(e.getMessage());
      unreadable.initCause(e);
      throw unreadable;
    }
  }

  boolean isPodman() {
    return head.header("Libpod-API-Version") != null;
  }

  @Nullable String date() {
    return head.header("Date");
  }
}
