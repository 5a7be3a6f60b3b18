package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What everything of a session belongs to in the cluster, so that it goes with that. */
final class Owners {

  private static final String SESSION = "dev.mayfly.session";

  private final Function<String, List<OwnerReference>> sessions;
  private final BiConsumer<String, HasMetadata> late;

  /**
   * @param sessions the owners that a session has now
   * @param late gives an object those that its session has got while it was being made
   */
  Owners(Function<String, List<OwnerReference>> sessions, BiConsumer<String, HasMetadata> late) {
    this.sessions = sessions;
    this.late = late;
  }

  /** The owners of what has these labels; none if it is of no session, or that has none yet. */
  List<OwnerReference> of(Map<String, String> labels) {
    String session = labels.getOrDefault(SESSION, "");
    return session.isEmpty() ? List.of() : sessions.apply(session);
  }

  /**
   * Looks once more at what was just made: where the owners that it was made with are there no
   * more, it would go with them.
   */
  <T extends HasMetadata> T keep(T made, Map<String, String> labels) {
    String session = labels.getOrDefault(SESSION, "");
    if (!session.isEmpty()) {
      late.accept(session, made);
    }
    return made;
  }
}
