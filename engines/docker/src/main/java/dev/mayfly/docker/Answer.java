package dev.mayfly.docker;

import java.io.IOException;

/** Says in words what came back from a place where no engine answered. */
final class Answer {

  private Answer() {}

  static String describe(IOException e) {
    String said = String.valueOf(e.getMessage());
    if (said.contains("No such file")) {
      return "no such file";
    }
    if (said.contains("Permission denied")) {
      return "permission denied. Add yourself to the group that owns it (\"sudo usermod -aG docker"
          + " $USER\") and log in again.";
    }
    if (said.contains("Connection refused")) {
      return "connection refused: nothing listens there";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : said;
  }
}
