package dev.mayfly.runtime;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.HostNames;
import dev.mayfly.Network;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.ContainerEngine;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A session: containers wired by one private network, and all gone at its end. All are on one
 * engine, unless their descriptions name others.
 *
 * <pre>{@code
 * try (Containers containers = Containers.open()) {
 *   GenericContainer web = containers.start(GenericContainer.of("nginx:1.22").expose(80));
 *   get(web.url(80));
 * }
 * }</pre>
 *
 * <p>This is all that is needed without JUnit; {@code dev.mayfly.lifetime.ContainerGroup} starts
 * several by one call. Thread-safe: containers may be started and closed by many threads at once.
 */
public final class Containers implements AutoCloseable {

  private final Orchestrator orchestrator;
  private final StartedHandles handles = new StartedHandles();

  private Containers(Orchestrator orchestrator) {
    this.orchestrator = orchestrator;
  }

  /**
   * Opens a session on the engine that this machine's settings lead to. Where they name further
   * engines, {@code mayfly.engine.NAME}, each is looked for when the first container needs it.
   *
   * @throws dev.mayfly.EngineNotFoundException if none answers; the message lists what was tried
   */
  public static Containers open() {
    return open(Settings.load());
  }

  /**
   * Opens a session that nobody needs to close, on the engine that this machine's settings lead to.
   * Its containers stay as long as this JVM and its shutdown hooks run, for what uses them until
   * then, such as a connection pool; {@link Orchestrator#closeWithJvm} says how they go.
   *
   * @throws dev.mayfly.EngineNotFoundException if none answers; the message lists what was tried
   */
  public static Containers openUntilJvmEnds() {
    Containers session = open();
    session.orchestrator.stayUntilJvmEnds();
    return session;
  }

  /**
   * Opens a session on the engine that these settings lead to.
   *
   * @throws dev.mayfly.DeclarationException if a setting can't be read
   * @throws dev.mayfly.EngineNotFoundException if none answers; the message lists what was tried
   */
  public static Containers open(Settings settings) {
    return new Containers(Orchestrator.open(settings));
  }

  /**
   * Opens a session on an engine, which is closed with it.
   *
   * @throws dev.mayfly.DeclarationException if a setting can't be read
   */
  public static Containers on(ContainerEngine engine, Settings settings) {
    Containers session = on(name -> only(engine, name), settings);
    session.orchestrator.usual();
    return session;
  }

  private static ContainerEngine only(ContainerEngine engine, String name) {
    if (!name.equals(Fleet.USUAL)) {
      throw new DeclarationException(
          "Engine \"" + name + "\" can't be had here: this session was opened on one engine.");
    }
    return engine;
  }

  /**
   * Opens a session on several engines, each of which is opened when the first container needs it
   * and closed with the session.
   *
   * @param engines opens the engine that a setting {@code mayfly.engine.NAME} names, or for an
   *     empty name the usual one
   * @throws dev.mayfly.DeclarationException if a setting can't be read
   */
  public static Containers on(Function<String, ContainerEngine> engines, Settings settings) {
    return new Containers(Orchestrator.on(engines, settings));
  }

  /** The session, for those who decide when its containers start and who has them. */
  public Orchestrator orchestrator() {
    return orchestrator;
  }

  /** The value of the label {@code dev.mayfly.session} on everything of this session. */
  public String sessionId() {
    return orchestrator.sessionId();
  }

  public Settings settings() {
    return orchestrator.settings();
  }

  /**
   * Starts the handle's container and waits until it is ready. On its network it is known by its
   * type's name: a {@code PostgresContainer} as {@code postgres}, a second one as {@code
   * postgres-2}. A handle whose container runs in this session keeps it; one that was stopped is
   * started again.
   *
   * @throws dev.mayfly.MayflyException if the handle's container is another session's that is open
   * @throws dev.mayfly.ContainerStartException if it does not come to be ready; nothing is left
   *     then
   */
  public <H extends ContainerHandle> H start(H handle) {
    String type = aliasOf(handle.getClass().getSimpleName());
    return handles.startAs(type, handle, name -> startNamed(request(name, handle)));
  }

  /**
   * The same under a name of its own on the network.
   *
   * @throws dev.mayfly.MayflyException if the handle's container runs under another name or is
   *     another session's that is open, or if another container of this session has the name
   * @throws dev.mayfly.ContainerStartException if it does not come to be ready; nothing is left
   *     then
   */
  public <H extends ContainerHandle> H start(String alias, H handle) {
    HostNames.requireAlias(alias);
    return handles.start(alias, handle, name -> startNamed(request(name, handle)));
  }

  /**
   * Starts a container from its description alone. It has no name for others, so that any number of
   * them need no network between them; where a container with a name is in the session, it can look
   * that one up.
   *
   * @throws dev.mayfly.ContainerStartException if it does not come to be ready; nothing is left
   *     then
   */
  public RunningContainer start(ContainerSpec spec) {
    return orchestrator.start(new StartRequest(spec, List.of(), "container"));
  }

  /**
   * The one container that all JVMs of this build have for a description: started if there is none,
   * and known in this session's network by its alias. The handle stands for it until this session
   * is closed, which leaves it to the others; it is removed when the last of them has been gone for
   * the time {@code mayfly.build.linger}.
   *
   * @param alias its name on this session's network
   * @throws dev.mayfly.DeclarationException if the description can't be compared across JVMs, for
   *     instance because of a lambda in it
   * @throws dev.mayfly.ContainerStartException if it does not come to be ready
   */
  public <H extends ContainerHandle> H lease(String alias, H handle) {
    HostNames.requireAlias(alias);
    return handles.start(alias, handle, name -> orchestrator.lease(request(name, handle)));
  }

  /**
   * Takes in a container that somebody else has started, and waits until it is ready by its
   * description. It can then be used, observed and disturbed as any other.
   *
   * <p>If it was created with this session's {@linkplain #labels labels} it is removed with the
   * session. Otherwise it is let go at the session's end, as it was found, and stays if this JVM is
   * killed; {@link RunningContainer#close} removes it even so.
   *
   * @param id of the container, or its name on the engine
   * @param spec what it is: image, exposed ports, and when it is ready; other options count for
   *     nothing where only a creation could give them effect
   * @throws dev.mayfly.MayflyException if the engine has no such container, if it does not run, if
   *     it is another session's, or this one's already
   * @throws dev.mayfly.ContainerStartException if it does not come to be ready; it is left as it is
   */
  public RunningContainer adopt(String id, ContainerSpec spec) {
    return orchestrator.adopt(id, new StartRequest(spec, List.of(), "container " + id));
  }

  /**
   * The same for a handle, which stands for the container then, under a name of its own on this
   * session's network, or on those of the handle's description.
   *
   * @throws dev.mayfly.MayflyException as {@link #adopt(String, ContainerSpec)}, or if the name or
   *     the handle is taken
   * @throws dev.mayfly.ContainerStartException if it does not come to be ready; it is left as it is
   */
  public <H extends ContainerHandle> H adopt(String alias, H handle, String id) {
    HostNames.requireAlias(alias);
    return handles.start(alias, handle, name -> orchestrator.adopt(id, request(name, handle)));
  }

  /**
   * The labels that make something of this session which somebody else creates on its usual engine:
   * a container, network, volume or image that has all of them is removed with the session, also
   * after a {@code kill -9}. The session is watched from the moment that this method is called.
   */
  public Map<String, String> labels() {
    return orchestrator.labels();
  }

  /**
   * The address of the usual engine, for others who are to use the same: {@code
   * unix:///run/docker.sock}.
   *
   * @throws dev.mayfly.EngineNotFoundException if none answers
   */
  public String engineAddress() {
    return orchestrator.engineAddress();
  }

  private RunningContainer startNamed(StartRequest request) {
    orchestrator.requireNamesInReach(request);
    return orchestrator.start(request);
  }

  private static StartRequest request(String alias, ContainerHandle handle) {
    return new StartRequest(handle.slot().spec(), alias, alias);
  }

  /** A network of this session, made when it is first needed. */
  public Network network(String name) {
    return network(Network.of(name));
  }

  /** Makes a handle on a network one of this session. */
  public Network network(Network handle) {
    return orchestrator.network(handle);
  }

  /** What a container is called that nobody gave a name. */
  static String aliasOf(String type) {
    String name = type.endsWith("Container") ? type.substring(0, type.length() - 9) : type;
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * Removes everything that this session made, save for what is {@linkplain dev.mayfly.Keep kept}.
   * Closing twice does nothing.
   *
   * @throws dev.mayfly.MayflyException if something could not be removed and {@code
   *     mayfly.leaks.fail} is set
   */
  @Override
  public void close() {
    try {
      orchestrator.close();
    } finally {
      handles.release();
    }
  }
}
