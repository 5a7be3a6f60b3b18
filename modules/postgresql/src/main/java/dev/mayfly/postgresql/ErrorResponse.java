package dev.mayfly.postgresql;

import java.io.IOException;

/** The server's word that it refuses what was asked. */
final class ErrorResponse extends IOException {

  private static final long serialVersionUID = 1L;

  private final String state;
  private final String seen;

  private ErrorResponse(String state, String seen) {
    super(seen);
    this.state = state;
    this.seen = seen;
  }

  /** Reads the message's fields, each a letter and a text that ends in a zero byte. */
  static ErrorResponse read(String fields) {
    String state = "?";
    String message = "?";
    for (String field : fields.split("\0")) {
      if (field.startsWith("C")) {
        state = field.substring(1);
      } else if (field.startsWith("M")) {
        message = field.substring(1);
      }
    }
    return new ErrorResponse(state, "PostgreSQL says \"" + message + "\" (" + state + ")");
  }

  /** Whether the server ends the connection with it, as when it stops: class 57P. */
  boolean endsConnection() {
    return state.startsWith("57P");
  }

  /** The SQLSTATE. */
  String state() {
    return state;
  }

  /** What the server said. */
  String seen() {
    return seen;
  }
}
