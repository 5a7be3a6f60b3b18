package dev.mayfly.runtime;

import dev.mayfly.DeclarationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which container of a session has which port of this machine that was chosen. Thread-safe. */
final class FixedPorts {

  private final Map<String, String> owners = new ConcurrentHashMap<>();

  /**
   * Takes the ports that a description chooses.
   *
   * @return gives them back
   * @throws DeclarationException if another container has one of them; none is taken then
   */
  Runnable claim(StartRequest request) {
    List<String> claimed = new ArrayList<>();
    for (String port : request.spec().chosenPorts()) {
      String owner = owners.putIfAbsent(port, request.place());
      if (owner != null) {
        owners.keySet().removeAll(claimed);
        throw new DeclarationException(
            request.place()
                + " wants port "
                + port
                + " of this machine, and so does "
                + owner
                + ", which lives at the same time. Let one of them have another port, or a free one,"
                + " which Mayfly finds by itself.");
      }
      claimed.add(port);
    }
    return () -> owners.keySet().removeAll(claimed);
  }
}
