package dev.mayfly.docker;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.Mount;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.ReaperRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The container of a reaper: it has the engine's socket, and neither a network nor rights. */
final class ReaperContainer {

  private static final String SOCKET = "/engine.sock";

  private static final String ALONE =
      """
      {
        "HostConfig": {"AutoRemove": true, "ReadonlyRootfs": true},
        "Healthcheck": {"Test": ["NONE"]}
      }
      """;

  private static final long MOST_MILLIS = 9_999_999_999L;

  private ReaperContainer() {}

  /**
   * @param id of the image, of which nothing but its content counts
   * @param socket the path of the engine's socket on the engine's machine
   */
  static ContainerRequest of(ReaperRequest reaper, ImageName image, String id, String socket) {
    ContainerSpec spec =
        ContainerSpec.of(image)
            .entrypoint(OwnProgram.REAPER.path())
            .user("0:0")
            .command(reaper.session(), reaper.instance(), milliseconds(reaper.grace()), SOCKET)
            .mount(Mount.bind(Path.of(socket), SOCKET))
            .dropCapability("ALL")
            .createRequestPatch(ALONE);
    return ContainerRequest.of(
            reaper.name(),
            id,
            spec,
            reaper.labels(),
            List.of(new Endpoint("none", List.of())),
            Map.of())
        .openStdin();
  }

  /** The reaper reads no more digits. */
  static String milliseconds(Duration patience) {
    return String.valueOf(Math.min(patience.toMillis(), MOST_MILLIS));
  }
}
