package dev.mayfly.keycloak;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.Sliced;
import dev.mayfly.arguments.Given;
import dev.mayfly.ready.ReadyWhen;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A handle on Keycloak, ready when its own health says so: its database has its tables, the realm
 * master and its admin exist, and realms are imported. That it has "started" it logs before.
 * Immutable in its options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class KeycloakContainer implements Sliced<KeycloakRealm> {

  static final int PORT = 8080;
  private static final int MANAGEMENT_PORT = 9000;
  private static final String IMPORT = "--import-realm";

  private final ContainerSlot slot;

  private KeycloakContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** A Keycloak 26.7 in development mode, whose admin is {@code admin} with that password. */
  public static KeycloakContainer of() {
    return of("quay.io/keycloak/keycloak:26.7");
  }

  /**
   * A server from the official image, of version 26 or later, or from one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static KeycloakContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static KeycloakContainer of(ImageSource image) {
    return new KeycloakContainer(
            ContainerSpec.of(image)
                .expose(PORT, MANAGEMENT_PORT)
                .command("start-dev")
                .env("KC_HEALTH_ENABLED", "true")
                .env("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1")
                .readyWhen(
                    ReadyWhen.allOf(
                        ReadyWhen.http("/health/ready").port(MANAGEMENT_PORT),
                        ReadyWhen.port(PORT)))
                .startTimeout(Duration.ofMinutes(5)))
        .admin("admin", "admin");
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Makes realms, as {@link KeycloakRealm} says. */
  @Override
  public SliceMaker<KeycloakRealm> slices(RunningContainer container, String run) {
    return new RealmMaker(container, run);
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public KeycloakContainer customize(UnaryOperator<ContainerSpec> change) {
    return new KeycloakContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /** The admin of the realm master. */
  public KeycloakContainer admin(String user, String password) {
    return customize(new Admin(Given.name(user, "user"), Given.name(password, "password"))::in);
  }

  /**
   * Realms from files as Keycloak exports them, under their own names. One that it can't import
   * fails the start.
   *
   * @throws IllegalArgumentException if a file's name does not end in .json
   */
  public KeycloakContainer realm(FileSource... exports) {
    KeycloakContainer all = customize(spec -> RealmFiles.add(spec, exports));
    return arguments(all.slot.spec()).contains(IMPORT) ? all : all.option(IMPORT);
  }

  /** Features that are off by default, such as {@code token-exchange}. */
  public KeycloakContainer features(String... names) {
    return customize(
        spec -> spec.env("KC_FEATURES", String.join(",", Given.names(names, "features"))));
  }

  /** A jar with providers, which gets this name beside others. */
  public KeycloakContainer provider(String name, FileSource jar) {
    String file = "/opt/keycloak/providers/" + Given.name(name, "provider's name");
    String path = file.endsWith(".jar") ? file : file + ".jar";
    CopiedFile readable = CopiedFile.of(Given.value(jar, "jar"), path).mode(0644);
    return customize(spec -> spec.copy(readable));
  }

  /** An option of the command line, such as {@code option("--log-level=debug")}. */
  public KeycloakContainer option(String... arguments) {
    return customize(spec -> spec.addArguments(arguments));
  }

  /** Runs as in production, by plain HTTP and under any host name, and not as for development. */
  public KeycloakContainer production() {
    List<String> options = arguments(slot.spec());
    KeycloakContainer started =
        customize(spec -> spec.command("start", "--http-enabled=true", "--hostname-strict=false"));
    return started.option(options.subList(1, options.size()).toArray(String[]::new));
  }

  /**
   * Lets the server be kept as an image when it is compiled and its realms are imported, so that
   * later runs start with them; see {@link ContainerSpec#snapshot()}. Its database stays in {@code
   * /opt/keycloak/data}, which is no volume: Keycloak's Dockerfile, {@code quarkus/container}, says
   * none. Where {@code --db} names a server elsewhere, what that has is not in the image. The image
   * holds the admin's password.
   */
  public KeycloakContainer snapshot() {
    return customize(ContainerSpec::snapshot);
  }

  private static List<String> arguments(ContainerSpec spec) {
    List<String> command = spec.command();
    return command == null || command.isEmpty() ? List.of("start-dev") : command;
  }

  /** The admin's name. */
  public String adminUser() {
    return Admin.of(slot.spec().env()).user();
  }

  /** The admin's password. */
  public String adminPassword() {
    return Admin.of(slot.spec().env()).password();
  }

  /** {@code http://host:port} for this JVM. */
  public URI url() {
    return url(PORT);
  }

  /** {@code http://host:port/realms/realm} for this JVM: the issuer of tokens that it asks for. */
  public URI realmUrl(String realm) {
    return Admin.realm(url(), Given.name(realm, "realm"));
  }

  /** {@code http://alias:8080} for containers on the same network. */
  public URI networkUrl() {
    return networkUrl(PORT);
  }

  /** The same as {@link #realmUrl} for containers on the same network. */
  public URI networkRealmUrl(String realm) {
    return Admin.realm(networkUrl(), Given.name(realm, "realm"));
  }

  /** The port on {@link #host()} that leads to the server. */
  public int port() {
    return port(PORT);
  }
}
