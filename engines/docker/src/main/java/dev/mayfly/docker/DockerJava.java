package dev.mayfly.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.command.PushImageCmd;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.BuildRequest;
import dev.mayfly.engine.EngineException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Pulls, pushes and builds with docker-java, as whom the user's logins say.
 *
 * <p>Its client is made for one call and then dropped: these calls are rare and slow.
 *
 * @param transport to the engine
 * @param version of the API
 * @param logins to registries
 */
record DockerJava(Transport transport, String version, RegistryLogins logins) {

  /** Where docker-java finds no file: it knows less of them than {@link RegistryLogins}. */
  private static final String NO_CONFIG = "/nowhere/mayfly";

  private static final Pattern REFUSED =
      Pattern.compile("(?i)unauthorized|denied|authentication|no basic auth|forbidden|toomanyreq");

  void pull(ImageName name, @Nullable String platform, Consumer<String> progress) {
    String what = "Pulling image " + name;
    RegistryLogins.Found found = logins.of(name);
    PullImageCmd command = prepared(what, () -> pulling(what, name, platform));
    found.login().map(RegistryLogin::toAuthConfig).ifPresent(command::withAuthConfig);
    try {
      command.exec(new StepListener<>(what, progress, transport)).await();
    } catch (EngineException e) {
      throw withLogin(e, found);
    }
  }

  /** A registry that lets nobody in is told with who asked. */
  private static EngineException withLogin(EngineException e, RegistryLogins.Found found) {
    return REFUSED.matcher(String.valueOf(e.getMessage())).find()
        ? new EngineException(e.status(), e.getMessage() + "; login: " + found.words(), e)
        : e;
  }

  void push(ImageName name, Consumer<String> progress) {
    String what = "Pushing image " + name;
    RegistryLogins.Found found = logins.of(name);
    AuthConfig login = found.login().map(RegistryLogin::toAuthConfig).orElseGet(AuthConfig::new);
    PushImageCmd command =
        prepared(what, () -> client(what, null).pushImageCmd(ImageCalls.repository(name)));
    command.withTag(name.tag().orElse("latest")).withAuthConfig(login); // which engines insist on
    try {
      command.exec(new StepListener<>(what, progress, transport)).await();
    } catch (EngineException e) {
      throw withLogin(e, found);
    }
  }

  private PullImageCmd pulling(String what, ImageName name, @Nullable String platform) {
    PullImageCmd command = client(what, null).pullImageCmd(ImageCalls.repository(name));
    command.withTag(name.digest().or(name::tag).orElse("latest"));
    return platform == null ? command : command.withPlatform(platform);
  }

  /**
   * Builds without BuildKit.
   *
   * @param what for messages
   * @param dockerfile with the bases that are used
   */
  void build(
      String what,
      BuildRequest request,
      BuildContext context,
      ParentImages dockerfile,
      Consumer<String> output) {
    BuildImageCmd command = prepared(what, () -> building(what, request, context, dockerfile));
    command.exec(new StepListener<>(what, output, transport)).await();
  }

  /** The context is sent while it is read, and never lies in a file. */
  private BuildImageCmd building(
      String what, BuildRequest request, BuildContext context, ParentImages dockerfile) {
    ImageBuild build = request.build();
    BuildImageCmd command =
        client(what, new TarWriter(context.files(), Instant.now())).buildImageCmd();
    command
        .withTarInputStream(InputStream.nullInputStream())
        .withDockerfilePath(context.dockerfile())
        .withRemove(true)
        .withForcerm(true)
        .withTags(Set.of(request.name().familiar()))
        .withLabels(Builds.labels(request))
        .withBuildAuthConfigs(logins(dockerfile.names()));
    build.arguments().forEach(command::withBuildArg);
    if (!build.cacheFrom().isEmpty()) {
      command.withCacheFrom(
          build.cacheFrom().stream().map(ImageName::familiar).collect(Collectors.toSet()));
    }
    String platform = build.platform();
    if (platform != null) {
      command.withPlatform(platform);
    }
    String target = build.target();
    return target == null ? command : command.withTarget(target);
  }

  private AuthConfigurations logins(Set<ImageName> images) {
    AuthConfigurations all = new AuthConfigurations();
    images.stream()
        .flatMap(image -> logins.of(image).login().stream())
        .forEach(login -> all.addConfig(login.toAuthConfig()));
    return all;
  }

  /** What docker-java can't read on this machine, it says in its own exception. */
  private static <C> C prepared(String what, Supplier<C> command) {
    try {
      return command.get();
    } catch (DockerClientException e) {
      throw new MayflyException(what + ": " + e.getMessage() + reason(e), e);
    }
  }

  private static String reason(DockerClientException e) {
    Throwable cause = e.getCause();
    return cause == null ? "" : " (" + cause.getMessage() + ")";
  }

  /**
   * @param content what is sent instead of what docker-java sends; null for nothing
   */
  private DockerClient client(String what, @Nullable BodyWriter content) {
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost("unix:///var/run/docker.sock")
            .withDockerTlsVerify(false)
            .withApiVersion(version)
            .withDockerConfig(NO_CONFIG)
            .build();
    return DockerClientImpl.getInstance(config, new DockerJavaTransport(transport, what, content));
  }
}
