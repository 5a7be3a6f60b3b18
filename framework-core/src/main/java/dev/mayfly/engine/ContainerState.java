package dev.mayfly.engine;

import dev.mayfly.Port;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Probe.CommandOutcome;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container as the engine sees it at one moment.
 *
 * @param id the engine's id
 * @param name the engine's name, without a slash
 * @param image the id of its image; empty if the engine does not tell
 * @param status where it stands
 * @param exitCode of its last process that ended; 0 before
 * @param oomKilled whether it ran out of memory
 * @param health of its HEALTHCHECK
 * @param lastHealthcheck how the last run of its HEALTHCHECK ended; null before the first one has
 * @param processId the number of its first process on the engine's machine; 0 if not known
 * @param startedAt when its process was last started; {@link Instant#EPOCH} before
 * @param host the name or address, as seen from this JVM, at which its ports are reached; it need
 *     not be known before the start
 * @param ports exposed ports and those of {@code host} that lead to them; empty while it does not
 *     run
 * @param addresses its IP addresses by the networks' ids
 * @param error the engine's words on a failed start; empty otherwise
 * @param json all that the engine says
 */
public record ContainerState(
    String id,
    String name,
    String image,
    Status status,
    int exitCode,
    boolean oomKilled,
    Probe.Health health,
    @Nullable CommandOutcome lastHealthcheck,
    long processId,
    Instant startedAt,
    String host,
    Map<Port, Integer> ports,
    Map<String, String> addresses,
    String error,
    String json) {
  public ContainerState {
    ports = Map.copyOf(ports);
    addresses = Map.copyOf(addresses);
  }

  /** Where a container stands. */
  public enum Status {
    CREATED,
    RUNNING,
    PAUSED,
    RESTARTING,
    EXITED,
    REMOVING,
    DEAD
  }

  /** Whether its process has ended. */
  public boolean hasEnded() {
    return status == Status.EXITED || status == Status.DEAD || status == Status.REMOVING;
  }
}
