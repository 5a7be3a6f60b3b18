package dev.mayfly.junit;

import dev.mayfly.DeclarationException;
import dev.mayfly.EngineNotFoundException;
import dev.mayfly.junit.Lanes.Lane;
import dev.mayfly.report.Report;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One execution of tests: what all its classes share. JUnit closes it at its end. Thread-safe. */
@SuppressWarnings("deprecation") // all that JUnit 5.12 closes
final class Run implements AutoCloseable, CloseableResource {

  static final Namespace NAMESPACE = Namespace.create(Run.class);

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.session");

  private final RunSession session;
  private final boolean isAlone;
  private final EmptyFields fields = new EmptyFields();
  private final Entered entered = new Entered();
  private final EarlyStarts early = new EarlyStarts(this);
  private volatile boolean closed;

  /**
   * A run.
   *
   * @param isAlone whether the session ends with it
   */
  private Run(RunSession session, boolean isAlone) {
    this.session = session;
    this.isAlone = isAlone;
  }

  /** A run with a session of its own, which {@code opening} opens. */
  static Run alone(Settings settings, Function<Settings, Containers> opening) {
    return new Run(new RunSession(settings, opening), true);
  }

  /** A run that shares its session with others that have equal settings. */
  static Run among(RunSessions sessions, Settings settings) {
    return new Run(sessions.with(settings), false);
  }

  /** The run that a context belongs to. */
  static Run of(ExtensionContext context) {
    Store store = context.getRoot().getStore(NAMESPACE);
    return Objects.requireNonNull(
        store.getOrComputeIfAbsent(
            Run.class, key -> EarlyRun.take(context).orElseGet(() -> begin(context)), Run.class));
  }

  private static Run begin(ExtensionContext context) {
    Settings settings = Settings.load(context::getConfigurationParameter);
    return RunSessions.of(context)
        .map(sessions -> among(sessions, settings))
        .orElseGet(() -> alone(settings, Containers::open));
  }

  /** Begins in the background what the containers of a plan will need. */
  void prepare(PlannedContainers planned) {
    early.expect(planned);
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    threads().execute(() -> open(planned, loader));
  }

  private void open(PlannedContainers planned, @Nullable ClassLoader loader) {
    Thread.currentThread().setContextClassLoader(loader);
    try {
      Containers opened = session();
      if (!closed) {
        opened.prepare(planned.images());
        early.startAll(planned, opened);
      }
    } catch (RuntimeException e) {
      LOG.debug("Can't prepare the run; the first container will tell why", e);
    }
  }

  /**
   * The session, opened now if it is not yet.
   *
   * @throws EngineNotFoundException if no engine answers; it is looked for once a run
   */
  Containers session() {
    return session.containers();
  }

  /** What is shared with other runs. */
  RunSession shared() {
    return session;
  }

  /** The session, if it was opened. */
  Optional<Containers> ifOpen() {
    return session.ifOpen();
  }

  /** Gives a lane's names back, unless a container that is kept for a look has one of them. */
  void leave(Lane lane) {
    session.leave(lane);
  }

  /** Where files about the run go, if anywhere. */
  Optional<Path> filesFolder() {
    return Report.directory(session.settings()::get, Path.of(""));
  }

  /** Why containers can't be had, if no engine answers. */
  Optional<String> whyNoEngine() {
    try {
      session();
      return Optional.empty();
    } catch (EngineNotFoundException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Whether tests with containers are skipped if no engine answers. */
  boolean skipsWithoutEngine() {
    String chosen = session.settings().get("mayfly.engine.missing").orElse("fail");
    return switch (chosen) {
      case "skip" -> true;
      case "fail" -> false;
      default ->
          throw new DeclarationException(
              "Setting mayfly.engine.missing is \"" + chosen + "\"; it must be skip or fail.");
    };
  }

  EmptyFields fields() {
    return fields;
  }

  Entered entered() {
    return entered;
  }

  Lanes lanes() {
    return session.lanes();
  }

  /** The containers that are shared by all classes. */
  Pool pool() {
    return session.pool();
  }

  /**
   * How long containers live.
   *
   * @throws DeclarationException if a setting names no scope
   */
  Lifetimes lifetimes() {
    return Lifetimes.of(session.settings());
  }

  EarlyStarts early() {
    return early;
  }

  SliceShops slices() {
    return session.slices();
  }

  ExecutorService threads() {
    return session.threads();
  }

  @Override
  public void close() {
    closed = true;
    fields.close();
    if (isAlone) {
      session.close();
    } else {
      session.runEnded(early::close);
    }
  }
}
