package dev.mayfly.testcontainers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.DockerClientDelegate;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.command.CreateNetworkCmd;
import com.github.dockerjava.api.command.CreateVolumeCmd;
import com.github.dockerjava.api.command.InspectContainerCmd;
import com.github.dockerjava.api.command.KillContainerCmd;
import com.github.dockerjava.api.command.LogContainerCmd;
import com.github.dockerjava.api.command.RemoveContainerCmd;
import com.github.dockerjava.api.command.StopContainerCmd;
import java.io.File;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/**
 * What Testcontainers asks the engine by: networks, volumes and images that it would have Ryuk
 * remove get a session's labels, and a container whose start fails is left to its session.
 */
final class SessionClient extends DockerClientDelegate {

  private final DockerClient engine;
  private final Attempts attempts;
  private final Supplier<Map<String, String>> labels;

  SessionClient(DockerClient engine, Attempts attempts, Supplier<Map<String, String>> labels) {
    this.engine = engine;
    this.attempts = attempts;
    this.labels = labels;
  }

  @Override
  protected DockerClient getDockerClient() {
    return engine;
  }

  @Override
  public CreateContainerCmd createContainerCmd(String image) {
    CreateContainerCmd command = super.createContainerCmd(image);
    return Intercepted.of(
        CreateContainerCmd.class,
        command,
        () -> {
          attempts.own().ifPresent(attempt -> attempt.creating(command));
          return true;
        },
        answer -> {
          String id = ((CreateContainerResponse) answer).getId();
          attempts.own().ifPresent(attempt -> attempt.created(command, id));
        });
  }

  @Override
  public InspectContainerCmd inspectContainerCmd(String containerId) {
    attempts.looks();
    return super.inspectContainerCmd(containerId);
  }

  @Override
  public LogContainerCmd logContainerCmd(String containerId) {
    attempts.looks();
    return super.logContainerCmd(containerId);
  }

  @Override
  public KillContainerCmd killContainerCmd(String containerId) {
    return unlessSpared(KillContainerCmd.class, super.killContainerCmd(containerId), containerId);
  }

  @Override
  public StopContainerCmd stopContainerCmd(String containerId) {
    return unlessSpared(StopContainerCmd.class, super.stopContainerCmd(containerId), containerId);
  }

  @Override
  public RemoveContainerCmd removeContainerCmd(String containerId) {
    return unlessSpared(
        RemoveContainerCmd.class, super.removeContainerCmd(containerId), containerId);
  }

  private <T> T unlessSpared(Class<T> type, T command, String containerId) {
    return Intercepted.of(type, command, () -> !attempts.spares(containerId));
  }

  @Override
  public CreateNetworkCmd createNetworkCmd() {
    CreateNetworkCmd command = super.createNetworkCmd();
    return labelled(CreateNetworkCmd.class, command, command::getLabels, command::withLabels);
  }

  @Override
  public CreateVolumeCmd createVolumeCmd() {
    CreateVolumeCmd command = super.createVolumeCmd();
    return labelled(CreateVolumeCmd.class, command, command::getLabels, command::withLabels);
  }

  @Override
  public BuildImageCmd buildImageCmd() {
    return labelled(super.buildImageCmd());
  }

  @Override
  public BuildImageCmd buildImageCmd(File dockerFileOrFolder) {
    return labelled(super.buildImageCmd(dockerFileOrFolder));
  }

  @Override
  public BuildImageCmd buildImageCmd(InputStream tarInputStream) {
    return labelled(super.buildImageCmd(tarInputStream));
  }

  private BuildImageCmd labelled(BuildImageCmd command) {
    return labelled(BuildImageCmd.class, command, command::getLabels, command::withLabels);
  }

  private <T> T labelled(
      Class<T> type,
      T command,
      Supplier<@Nullable Map<String, String>> known,
      Consumer<Map<String, String>> setting) {
    return Intercepted.of(
        type,
        command,
        () -> {
          Map<String, String> given = known.get();
          if (given != null
              && given.containsKey(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL)) {
            Map<String, String> all = new HashMap<>(given);
            all.putAll(labels.get());
            setting.accept(all);
          }
          return true;
        });
  }
}
