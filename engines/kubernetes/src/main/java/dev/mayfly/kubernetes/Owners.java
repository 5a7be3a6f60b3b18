package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What everything of a session belongs to in the cluster, so that it goes with that. */
final class Owners {

  private static final String SESSION = "dev.mayfly.session";

  private final Function<String, List<OwnerReference>> sessions;

  Owners(Function<String, List<OwnerReference>> sessions) {
    this.sessions = sessions;
  }

  /** The owners of what has these labels; none if it is of no session, or that has none yet. */
  List<OwnerReference> of(Map<String, String> labels) {
    String session = labels.getOrDefault(SESSION, "");
    return session.isEmpty() ? List.of() : sessions.apply(session);
  }
}
