package dev.mayfly.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** Says in words why a JSON file could not be read. Shows none of it: there may be passwords. */
final class FileTrouble {

  private FileTrouble() {}

  static String describe(IOException e) {
    if (e instanceof JsonProcessingException json) {
      return "it is no JSON that ends well (line " + json.getLocation().getLineNr() + ")";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return String.valueOf(e.getMessage());
  }
}
