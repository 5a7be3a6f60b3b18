package dev.mayfly.docker;

import static dev.mayfly.docker.RegistryProxy.refuse;
import static dev.mayfly.docker.RegistryProxy.slow;
import static dev.mayfly.ready.ReadyWhen.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.Dockerfile;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.PullPolicy;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.BuildRequest;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import dev.mayfly.tls.TestCertificates;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pulls by a real engine from a real registry on its machine, and what a session makes of them; see
 * {@code bin/test registry}.
 */
@Tag("docker")
@Tag("registry")
class RegistryOnDockerTests {

  private static final int SMALL = 1_000;

  @TempDir private Path folder;

  private final Map<String, String> settings = new HashMap<>();
  private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
  private RegistryProcess registry;

  @BeforeEach
  void open_the_registry() throws IOException {
    settings.put("mayfly.report", "off");
    settings.put("mayfly.build.dir", folder.resolve("builds").toString());
    registry = RegistryProcess.open(folder("registry"));
    open.add(registry);
  }

  @AfterEach
  void close_all() throws Exception {
    for (int last = open.size() - 1; last >= 0; last--) {
      open.get(last).close();
    }
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private RegistryProxy proxy() throws IOException {
    RegistryProxy proxy = new RegistryProxy(registry.host());
    open.add(proxy);
    return proxy;
  }

  private Containers session() throws IOException {
    return session(folder("nobody"));
  }

  /** A session of somebody with such a folder of Docker's. */
  private Containers session(Path config) {
    Containers session = Containers.on(opened(config), Settings.of(settings));
    open.add(session);
    return session;
  }

  private ContainerEngine engine(Path config) {
    ContainerEngine engine = opened(config);
    open.add(engine);
    return engine;
  }

  private static ContainerEngine opened(Path config) {
    return DockerEngine.open(
        setting -> Optional.empty(), name -> RegistryProcess.variable(name, config));
  }

  private static ContainerSpec spec(String image) {
    return ContainerSpec.of(image).readyWhen(running());
  }

  private String failure(String image) throws IOException {
    Containers session = session();
    return String.valueOf(catchThrowable(() -> session.start(spec(image))).getMessage());
  }

  @Test
  void an_image_is_pulled_by_its_tag_and_by_its_digest() throws IOException {
    String digest = registry.put("app:1", SMALL);
    Containers session = session();

    RunningContainer byTag = session.start(spec(registry.image("app:1")));
    RunningContainer byDigest = session.start(spec(registry.host() + "/app@" + digest));

    assertThat(byTag.exec("ls", "/data").exitCode()).isZero();
    assertThat(byDigest.exec("ls", "/data").exitCode()).isZero();
  }

  @Test
  void a_digest_that_does_not_match_is_refused_once() throws IOException {
    registry.put("app:1", SMALL);
    String wrong = "sha256:" + "0123456789abcdef".repeat(4);
    byte[] other =
        """
        {"schemaVersion": 2, "mediaType": "%s", "layers": [],
         "config": {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 2,
                    "digest": "%s"}}
        """
            .formatted(RegistryProcess.MANIFEST, wrong)
            .getBytes(StandardCharsets.UTF_8);
    RegistryProxy proxy =
        proxy().always("/manifests/", RegistryProxy.replace(RegistryProcess.MANIFEST, other));

    assertThat(failure(proxy.host() + "/app@" + wrong))
        .contains("is not on the engine and can't be pulled")
        .contains("the registry's content is not that of the digest")
        .doesNotContain("attempts");
  }

  @Test
  void a_registry_with_a_password_lets_in_who_has_it_and_tells_nobody_else_twice()
      throws IOException {
    RegistryProcess closed = RegistryProcess.withPassword(folder("closed"));
    open.add(closed);
    closed.put("app:1", SMALL);
    String image = closed.image("app:1");

    assertThat(failure(image))
        .contains("no basic auth credentials", "login: none for " + closed.host())
        .contains("docker login " + closed.host())
        .doesNotContain("attempts");
    assertThat(session(closed.config()).start(spec(image)).isRunning()).isTrue();
  }

  @Test
  void what_was_built_is_pushed_as_whom_the_login_says() throws IOException {
    RegistryProcess closed = RegistryProcess.withPassword(folder("closed"));
    open.add(closed);
    ImageName name = ImageName.parse(closed.image("built:1"));
    ContainerEngine engine = engine(closed.config());
    ContainerEngine nobodys = engine(folder("nobody"));
    engine.buildImage(
        BuildRequest.of(ImageBuild.of(Dockerfile.from("busybox:1.35")), name, Map.of()),
        line -> {});
    open.add(() -> engine.remove(Kind.IMAGE, name.familiar()));
    List<String> progress = new CopyOnWriteArrayList<>();

    assertThat(engine.digestInRegistry(name)).isEmpty();
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> nobodys.pushImage(name, line -> {}))
        .withMessageContaining("login: none for " + closed.host());

    engine.pushImage(name, progress::add);

    String digest = engine.digestInRegistry(name).orElseThrow();
    assertThat(digest).startsWith("sha256:");
    assertThat(progress).anyMatch(line -> line.contains(digest));
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> nobodys.digestInRegistry(name));
  }

  @Test
  void a_registry_with_tls_is_believed_by_its_authority() throws IOException {
    String address = address();
    Path certs = Path.of("/etc/docker/certs.d");
    assumeTrue(Files.isWritable(Path.of("/etc")), "/etc/docker can't be written");
    TestCertificates authority = TestCertificates.create();
    RegistryProcess secret =
        RegistryProcess.withTls(folder("tls"), address, authority.issue(address));
    open.add(secret);
    Path trusted = Files.createDirectories(certs.resolve(secret.host()));
    open.add(() -> Files.delete(trusted));

    assertThat(failure(secret.image("app:1")))
        .contains("x509", "/etc/docker/certs.d/" + secret.host() + "/ca.crt")
        .doesNotContain("attempts");

    Path file = Files.writeString(trusted.resolve("ca.crt"), authority.caCertificate());
    open.add(() -> Files.delete(file));
    secret.put("app:1", SMALL);
    assertThat(session().start(spec(secret.image("app:1"))).isRunning()).isTrue();
  }

  /** Of this machine, and not one that engines believe without TLS. */
  private static String address() throws IOException {
    Optional<String> address =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(one -> one instanceof Inet4Address && !one.isLoopbackAddress())
            .map(InetAddress::getHostAddress)
            .findFirst();
    assumeTrue(address.isPresent(), "this machine has no address but 127.0.0.1");
    return address.orElseThrow();
  }

  @Test
  void what_the_registry_has_not_or_gives_nobody_is_asked_for_once() throws IOException {
    registry.put("app:1", SMALL);
    RegistryProxy proxy =
        proxy().always("/secret/", refuse(403, "DENIED", "requested access is denied"));

    assertThat(failure(registry.host() + "/app:2"))
        .contains("manifest unknown", "check the name and the tag")
        .doesNotContain("attempts");
    assertThat(failure(proxy.host() + "/none:1"))
        .contains("check the name")
        .doesNotContain("attempts");
    assertThat(failure(proxy.host() + "/secret/app:1"))
        .contains("denied", "docker login " + proxy.host())
        .doesNotContain("attempts");
    assertThat(proxy.requests()).filteredOn(one -> one.contains("/secret/")).hasSizeLessThan(3);
  }

  @Test
  void a_registry_that_is_asked_too_often_is_asked_again() throws IOException {
    registry.put("app:1", SMALL);
    RegistryProxy proxy = proxy().once("/manifests/", refuse(429, "TOOMANYREQUESTS", "slow down"));

    String image = registry.noted(proxy.host() + "/app:1");

    assertThat(session().start(spec(image)).isRunning()).isTrue();
  }

  @Test
  void a_registry_that_limits_for_good_is_given_up() throws IOException {
    settings.put("mayfly.pull.attempts", "2");
    RegistryProxy proxy = proxy().always("/v2/", refuse(429, "TOOMANYREQUESTS", "slow down"));

    assertThat(failure(proxy.host() + "/app:1"))
        .contains("(2 attempts)", "log in (docker login) or use a mirror");
  }

  @Test
  void a_download_that_is_cut_in_the_middle_is_done_again() throws IOException {
    registry.put("app:1", 3_000_000);
    RegistryProxy proxy = proxy();
    proxy.once("/manifests/", proxy.cut()).once("/blobs/", proxy.cut());

    String image = registry.noted(proxy.host() + "/app:1");

    assertThat(session().start(spec(image)).isRunning()).isTrue();
  }

  @Test
  void a_slow_registry_uses_up_no_time_of_the_start() throws IOException {
    registry.put("app:1", SMALL);
    RegistryProxy proxy = proxy().always("/v2/app/", slow(700));
    String image = registry.noted(proxy.host() + "/app:1");

    RunningContainer app = session().start(spec(image).startTimeout(Duration.ofSeconds(1)));

    assertThat(app.isRunning()).isTrue();
  }

  @Test
  void a_registry_that_is_down_is_told_with_what_was_tried() throws IOException {
    settings.put("mayfly.pull.attempts", "2");

    assertThat(failure("127.0.0.1:1/app:1"))
        .contains("connection refused (2 attempts)", "the engine can't reach 127.0.0.1:1");
  }

  @Test
  void two_sessions_at_once_ask_the_registry_once() throws Exception {
    registry.put("app:1", SMALL);
    RegistryProxy proxy = proxy().always("/manifests/", slow(300));
    String image = registry.noted(proxy.host() + "/app:1");
    Containers one = session();
    Containers other = session();

    CompletableFuture<RunningContainer> first =
        CompletableFuture.supplyAsync(() -> one.start(spec(image)));
    CompletableFuture<RunningContainer> second =
        CompletableFuture.supplyAsync(() -> other.start(spec(image)));

    assertThat(first.get().isRunning()).isTrue();
    assertThat(second.get().isRunning()).isTrue();
    assertThat(proxy.requests())
        .filteredOn(request -> request.startsWith("HEAD") && request.endsWith("/manifests/1"))
        .hasSize(1);
  }

  @Test
  void an_image_for_another_processor_is_refused_where_that_is_wanted() throws Exception {
    settings.put("mayfly.images.emulated", "fail");
    String other = System.getProperty("os.arch").equals("aarch64") ? "amd64" : "arm64";
    registry.put("app:1", SMALL);
    registry.copyFor(other, "app", "foreign");

    assertThat(failure(registry.image("app:foreign")))
        .contains("is for linux/" + other, "mayfly.images.emulated is \"fail\"");
  }

  @Test
  void nothing_is_pulled_where_that_is_never_wanted() throws IOException {
    registry.put("app:1", SMALL);
    settings.put("mayfly.pull", "never");
    RegistryProxy proxy = proxy();

    assertThat(failure(proxy.host() + "/app:1"))
        .contains("is not on the engine, and mayfly.pull is \"never\"");
    assertThat(proxy.requests()).isEmpty();
  }

  @Test
  void an_image_that_has_moved_is_the_new_one_if_it_is_always_pulled() throws IOException {
    registry.put("app:1", SMALL);
    String image = registry.image("app:1");
    assertThat(size(session().start(spec(image)))).isEqualTo(SMALL);
    registry.put("app:1", 2 * SMALL);

    assertThat(size(session().start(spec(image).pull(PullPolicy.always())))).isEqualTo(2 * SMALL);
  }

  private static int size(RunningContainer app) {
    return app.readFile("/data").length;
  }

  @Test
  void an_image_that_was_pulled_a_moment_ago_is_not_asked_for() throws IOException {
    registry.put("app:1", SMALL);
    RegistryProxy proxy = proxy();
    String image = registry.noted(proxy.host() + "/app:1");
    session().start(spec(image));
    int asked = proxy.requests().size();

    session().start(spec(image).pull(PullPolicy.olderThan(Duration.ofHours(1))));
    assertThat(proxy.requests()).hasSize(asked);

    session().start(spec(image).pull(PullPolicy.always()));
    assertThat(proxy.requests()).hasSizeGreaterThan(asked);
  }

  @Test
  void containers_and_bases_of_builds_come_from_the_mirror() throws IOException {
    registry.put("hub/library/mayfly-nowhere:1", SMALL);
    String image = registry.image("hub/library/mayfly-nowhere:1");
    settings.put("mayfly.images.mirror.docker.io", registry.host() + "/hub");
    Path context = folder("context");
    Files.writeString(
        context.resolve("Dockerfile"),
        "FROM mayfly-nowhere:1 AS base\nFROM base\nCOPY Dockerfile /seen\n");
    Containers session = session();

    RunningContainer built =
        session.start(ContainerSpec.of(ImageBuild.of(context)).readyWhen(running()));
    RunningContainer plain = session.start(spec("mayfly-nowhere:1"));

    assertThat(built.readFile("/seen")).asString(StandardCharsets.UTF_8).startsWith("FROM mayfly");
    assertThat(size(plain)).isEqualTo(SMALL);
    try (DockerEngine engine = DockerEngine.open(setting -> Optional.empty())) {
      assertThat(engine.findImage(ImageName.parse(image))).isPresent();
      assertThat(engine.findImage(ImageName.parse("mayfly-nowhere:1"))).isEmpty();
    }
  }

  @Test
  void what_was_built_on_the_engine_comes_from_no_mirror() throws IOException {
    String image = registry.noted("mayfly-built-here:1");
    Path context = folder("built");
    Files.writeString(
        context.resolve("Dockerfile"), "FROM busybox:1.35\nCMD [\"sleep\", \"600\"]\n");
    DockerCommand.run("build", "-q", "-t", image, context.toString());
    settings.put("mayfly.images.mirror.docker.io", registry.host() + "/hub");

    assertThat(session().start(spec(image)).isRunning()).isTrue();
  }

  @Test
  void who_is_interrupted_in_a_pull_leaves_it() throws Exception {
    registry.put("app:1", SMALL);
    RegistryProxy proxy = proxy().always("/manifests/", slow(60_000));
    Containers session = session();
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    Thread starting =
        new Thread(
            () -> failures.add(catchThrowable(() -> session.start(spec(proxy.host() + "/app:1")))));

    starting.start();
    await().until(() -> proxy.requests().stream().anyMatch(one -> one.contains("/manifests/")));
    starting.interrupt();
    starting.join();

    assertThat(failures)
        .singleElement()
        .satisfies(e -> assertThat(e).hasMessageContaining("interrupted"));
    assertThatExceptionOfType(ContainerStartException.class)
        .isThrownBy(() -> session.start(spec("127.0.0.1:1/app:1").pull(PullPolicy.never())))
        .withMessageContaining(
            "127.0.0.1:1/app:1 is not on the engine, and its own pull policy, never,");
  }
}
