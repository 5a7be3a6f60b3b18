package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a snapshot of a container is known by beside the container's description; see {@link
 * ContainerSpec#snapshot(SnapshotSpec)}. Immutable.
 *
 * @param version told by the user, where something counts that can't be seen from here
 * @param inputs what counts beside the description, such as a folder of migrations
 */
@CheckReturnValue
public record SnapshotSpec(String version, List<FileSource> inputs) {

  public SnapshotSpec {
    inputs = List.copyOf(inputs);
  }

  /** Nothing beside the description. */
  public static SnapshotSpec of() {
    return new SnapshotSpec("", List.of());
  }

  /**
   * A name for what counts and can't be seen from here: code, such as that of lambdas, and what it
   * reads. Another version is another snapshot.
   */
  public SnapshotSpec version(String name) {
    return new SnapshotSpec(Given.name(name, "snapshot's version"), inputs);
  }

  /** Files and folders that count by their content, beside those that are copied in. */
  public SnapshotSpec inputs(FileSource... more) {
    List<FileSource> all =
        Stream.concat(inputs.stream(), Given.values(more, "snapshot's inputs").stream()).toList();
    return new SnapshotSpec(version, all);
  }

  /** Whether something stands for what code does. */
  boolean standsForCode() {
    return !version.isEmpty() || !inputs.isEmpty();
  }
}
