package dev.mayfly.testcontainers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ForeignStart;
import dev.mayfly.MayflyException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A create request that makes its container a session's when it is carried out: what others have
 * changed in it by then can't take the labels away.
 */
final class Creation {

  private final CreateContainerCmd command;
  private final ForeignStart<ContainerSpec> start;
  private final Map<String, String> labels;

  private Creation(CreateContainerCmd command, ForeignStart<ContainerSpec> start) {
    this.command = command;
    this.start = start;
    this.labels = start.labels();
  }

  /**
   * The request that a session's client has made.
   *
   * @throws MayflyException if another client has, by which nothing would be heard of it again
   */
  static Creation of(CreateContainerCmd command, ForeignStart<ContainerSpec> start) {
    CreateContainerCmd asked =
        Intercepted.within(command)
            .map(CreateContainerCmd.class::cast)
            .orElseThrow(
                () ->
                    new MayflyException(
                        "Testcontainers creates it by a client that is not Mayfly's. Don't give"
                            + " the container or DockerClientFactory another one."));
    Creation creation = new Creation(asked, start);
    creation.label(); // what looks at it meanwhile sees them
    return creation;
  }

  @SuppressWarnings("ReferenceEquality") // that very one
  boolean isOf(CreateContainerCmd other) {
    return command == other;
  }

  /** What is created, as far as Mayfly knows it. */
  ContainerSpec spec() {
    return Described.by(command);
  }

  /** It is carried out now. */
  void complete() {
    label();
    if (command.getName() == null) {
      command.withName(start.name());
    }
    if (choosesNoNetwork()) {
      start.network().ifPresent(this::join);
    }
  }

  private void label() {
    Map<String, String> all = new HashMap<>();
    if (command.getLabels() != null) {
      all.putAll(command.getLabels());
    }
    all.putAll(labels);
    command.withLabels(all);
  }

  private boolean choosesNoNetwork() {
    HostConfig host = command.getHostConfig();
    return host == null
        || ((host.getNetworkMode() == null || host.getNetworkMode().equals("default"))
            && (host.getLinks() == null || host.getLinks().length == 0));
  }

  private void join(String network) {
    HostConfig host = command.getHostConfig();
    command.withHostConfig((host == null ? new HostConfig() : host).withNetworkMode(network));
    command.withAliases(List.copyOf(start.aliases()));
  }
}
