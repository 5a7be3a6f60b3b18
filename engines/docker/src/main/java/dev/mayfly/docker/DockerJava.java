package dev.mayfly.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pulls and builds with docker-java, which knows registries' logins and {@code .dockerignore}.
 *
 * <p>Its client is made for one call and then dropped: these calls are rare and slow.
 *
 * @param transport to the engine
 * @param version of the API
 */
record DockerJava(Transport transport, String version) {

  void pull(ImageName name, @Nullable String platform, Consumer<String> progress) {
    String what = "Pulling image " + name;
    PullImageCmd command = prepared(what, () -> pulling(what, name, platform));
    command.exec(new StepListener<>(what, progress, transport)).await();
  }

  private PullImageCmd pulling(String what, ImageName name, @Nullable String platform) {
    PullImageCmd command = client(what).pullImageCmd(ImageCalls.repository(name));
    command.withTag(name.digest().or(name::tag).orElse("latest"));
    return platform == null ? command : command.withPlatform(platform);
  }

  void build(
      ImageBuild build, ImageName name, Map<String, String> labels, Consumer<String> output) {
    String what = "Building image " + name + " from " + build.context().resolve(build.dockerfile());
    BuildImageCmd command = prepared(what, () -> building(what, build));
    command.withTags(Set.of(name.familiar())).withLabels(labels);
    command.exec(new StepListener<>(what, output, transport)).await();
  }

  /** Packs the context, without what its ignore file names, into a temporary file. */
  private BuildImageCmd building(String what, ImageBuild build) {
    BuildImageCmd command = client(what).buildImageCmd();
    command
        .withBaseDirectory(build.context().toFile())
        .withDockerfile(dockerfile(what, build).toFile())
        .withRemove(true)
        .withForcerm(true);
    build.arguments().forEach(command::withBuildArg);
    String target = build.target();
    return target == null ? command : command.withTarget(target);
  }

  /** What docker-java can't read on this machine, it says in its own exception. */
  private static <C> C prepared(String what, Supplier<C> command) {
    try {
      return command.get();
    } catch (DockerClientException e) {
      throw new MayflyException(what + ": " + e.getMessage(), e);
    }
  }

  private static Path dockerfile(String what, ImageBuild build) {
    Path file = build.context().resolve(build.dockerfile()).normalize();
    if (!Files.isRegularFile(file)) {
      throw new EngineException(400, what + ": there is no such file.");
    }
    return file;
  }

  private DockerClient client(String what) {
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost("unix:///var/run/docker.sock")
            .withDockerTlsVerify(false)
            .withApiVersion(version)
            .build();
    return DockerClientImpl.getInstance(config, new DockerJavaTransport(transport, what));
  }
}
