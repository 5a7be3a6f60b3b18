package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells what an engine remarks on containers that it creates all the same, such as a limit that
 * does not count: each remark once. Thread-safe.
 */
final class CreateWarnings {

  private final Consumer<String> log;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * Tells a log.
   *
   * @param log gets one sentence for each remark
   */
  CreateWarnings(Consumer<String> log) {
    this.log = log;
  }

  /**
   * Tells those that are new.
   *
   * @param container the name of one that was created
   * @param created the engine's answer
   */
  void tell(String container, JsonNode created) {
    for (JsonNode warning : created.path("Warnings")) {
      String words = warning.asText().strip();
      if (!words.isEmpty() && told.add(words)) {
        log.accept("The engine says of container " + container + ": " + words);
      }
    }
  }

  /** Tells what the engine should have said, if it is new. */
  void tell(String container, String words) {
    if (told.add(words)) {
      log.accept("Container " + container + ": " + words);
    }
  }
}
