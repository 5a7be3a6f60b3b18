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
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all classes of a test run share: one session, opened when the first container is needed, and
 * the threads that start containers. JUnit closes it at the end of the run. Thread-safe.
 */
@SuppressWarnings("deprecation") // all that JUnit 5.12 closes
final class Run implements AutoCloseable, CloseableResource {

  static final Namespace NAMESPACE = Namespace.create(Run.class);

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.session");

  private final Settings settings;
  private final Lazy<Containers> session;
  private final EmptyFields fields = new EmptyFields();
  private final Entered entered = new Entered();
  private final Lanes lanes = new Lanes();
  private final Pool pool = new Pool(this);
  private final SliceShops slices = new SliceShops(this);
  private final AtomicInteger threadNumber = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool(this::daemon);
  private final EarlyStarts early = new EarlyStarts(this);

  private volatile boolean closed;

  Run(Settings settings, Function<Settings, Containers> opening) {
    this.settings = settings;
    this.session = new Lazy<>(() -> opening.apply(settings));
  }

  /** The run that a context belongs to. */
  static Run of(ExtensionContext context) {
    Store store = context.getRoot().getStore(NAMESPACE);
    return Objects.requireNonNull(
        store.getOrComputeIfAbsent(
            Run.class, key -> EarlyRun.take(context).orElseGet(() -> begin(context)), Run.class));
  }

  private static Run begin(ExtensionContext context) {
    return new Run(Settings.load(context::getConfigurationParameter), Containers::open);
  }

  /** Begins in the background what the containers of a plan will need. */
  void prepare(PlannedContainers planned) {
    early.expect(planned);
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    threads.execute(() -> open(planned, loader));
  }

  private void open(PlannedContainers planned, @Nullable ClassLoader loader) {
    Thread.currentThread().setContextClassLoader(loader);
    try {
      Containers opened = session();
      if (closed) {
        opened.close();
      } else {
        opened.prepare(planned.images());
        early.startAll(planned, opened);
      }
    } catch (RuntimeException e) {
      LOG.debug("Can't prepare the run; the first container will tell why", e);
    }
  }

  private Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "mayfly-start-" + threadNumber.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The session, opened now if it is not yet.
   *
   * @throws EngineNotFoundException if no engine answers; it is looked for once a run
   */
  Containers session() {
    return session.get();
  }

  /** The session, if it was opened. */
  Optional<Containers> ifOpen() {
    return session.ifMade();
  }

  /** Gives a lane's names back, unless a container that is kept for a look has one of them. */
  void leave(Lane lane) {
    if (ifOpen().filter(session -> session.isKept(lane.network(), lane.names())).isEmpty()) {
      lanes.leave(lane);
    }
  }

  /** Where files about the run go, if anywhere. */
  Optional<Path> filesFolder() {
    return Report.directory(settings::get, Path.of(""));
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
    String chosen = settings.get("mayfly.engine.missing").orElse("fail");
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
    return lanes;
  }

  /** The containers that are shared by all classes; the session removes them at its end. */
  Pool pool() {
    return pool;
  }

  /**
   * How long containers live.
   *
   * @throws DeclarationException if a setting names no scope
   */
  Lifetimes lifetimes() {
    return Lifetimes.of(settings);
  }

  EarlyStarts early() {
    return early;
  }

  SliceShops slices() {
    return slices;
  }

  ExecutorService threads() {
    return threads;
  }

  @Override
  public void close() {
    closed = true;
    fields.close();
    try {
      slices.close();
      session.ifMade().ifPresent(Containers::close);
    } finally {
      threads.shutdownNow();
    }
  }
}
