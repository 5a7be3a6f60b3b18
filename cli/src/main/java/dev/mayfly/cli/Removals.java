package dev.mayfly.cli;

import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.runtime.KnownSession;
import dev.mayfly.runtime.SessionInventory;
import java.util.Locale;
import java.util.Map;

/** Removes one thing after the other and tells each. */
final class Removals {

  private final SessionInventory inventory;
  private final Output output;
  private boolean failed;

  Removals(SessionInventory inventory, Output output) {
    this.inventory = inventory;
    this.output = output;
  }

  void container(EngineResource container) {
    try {
      inventory.engine().remove(container.kind(), container.id());
      output.line("removed " + container.name());
    } catch (EngineException e) {
      left(container, String.valueOf(e.getMessage()));
    }
  }

  void session(KnownSession session) {
    Map<EngineResource, String> left = inventory.remove(session);
    left.forEach(this::left);
    int gone = session.resources().size() - left.size();
    output.line("removed " + gone + " things of session " + session.id() + ", " + session.owner());
  }

  private void left(EngineResource resource, String why) {
    failed = true;
    String kind = resource.kind().name().toLowerCase(Locale.ROOT);
    output.styled("fg(red)", "left", " " + kind + " " + resource.name() + ": " + why);
  }

  int exitCode() {
    return failed ? 1 : 0;
  }
}
