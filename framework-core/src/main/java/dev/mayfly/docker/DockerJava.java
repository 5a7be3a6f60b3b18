package dev.mayfly.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.engine.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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
    PullImageCmd command = client(what).pullImageCmd(ImageCalls.repository(name));
    command.withTag(name.digest().or(name::tag).orElse("latest"));
    if (platform != null) {
      command.withPlatform(platform);
    }
    command.exec(new StepListener<>(what, progress)).await();
  }

  void build(
      ImageBuild build, ImageName name, Map<String, String> labels, Consumer<String> output) {
    String what = "Building image " + name + " from " + build.context().resolve(build.dockerfile());
    BuildImageCmd command = client(what).buildImageCmd();
    command
        .withBaseDirectory(build.context().toFile())
        .withDockerfile(dockerfile(what, build).toFile())
        .withTags(Set.of(name.familiar()))
        .withLabels(labels)
        .withRemove(true)
        .withForcerm(true);
    build.arguments().forEach(command::withBuildArg);
    String target = build.target();
    if (target != null) {
      command.withTarget(target);
    }
    command.exec(new StepListener<>(what, output)).await();
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
