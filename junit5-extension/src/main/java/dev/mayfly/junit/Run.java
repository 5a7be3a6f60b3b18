package dev.mayfly.junit;

import dev.mayfly.EngineNotFoundException;
import dev.mayfly.lifetime.EarlyGroup;
import dev.mayfly.lifetime.EarlyStarts;
import dev.mayfly.lifetime.Environment;
import dev.mayfly.lifetime.ScopeStack;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Orchestrator;
import dev.mayfly.runtime.Settings;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** One execution of tests: what all its classes share. JUnit closes it at its end. Thread-safe. */
@SuppressWarnings("deprecation") // all that JUnit 5.12 closes
final class Run implements AutoCloseable, CloseableResource {

  static final Namespace NAMESPACE = Namespace.create(Run.class);

  private final Environment environment;
  private final boolean isAlone;
  private final EmptyFields fields = new EmptyFields();
  private final OtherTypes otherTypes = new OtherTypes();
  private final ScopeStack stack = new ScopeStack();
  private final Set<Class<?>> begun = ConcurrentHashMap.newKeySet();
  private volatile @Nullable EarlyStarts early;
  private volatile boolean closed;

  /**
   * A run.
   *
   * @param isAlone whether the environment ends with it
   */
  private Run(Environment environment, boolean isAlone) {
    this.environment = environment;
    this.isAlone = isAlone;
  }

  /** A run with an environment of its own, whose session {@code opening} opens. */
  static Run alone(Settings settings, Function<Settings, Containers> opening) {
    return new Run(new Environment(settings, opening), true);
  }

  /** A run in an environment that others have too. */
  static Run in(Environment environment) {
    return new Run(environment, false);
  }

  /** What is shared with other runs. */
  Environment environment() {
    return environment;
  }

  /**
   * The session, opened now if it is not yet.
   *
   * @throws EngineNotFoundException if no engine answers; it is looked for once a run
   */
  Orchestrator session() {
    return environment.session();
  }

  /** Why containers can't be had, if no engine answers. */
  Optional<String> whyNoEngine() {
    try {
      session().requireAnyEngine();
      return Optional.empty();
    } catch (EngineNotFoundException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Whether tests with containers are skipped if no engine answers. */
  boolean skipsWithoutEngine() {
    return environment.settings().skipsWithoutEngine();
  }

  EmptyFields fields() {
    return fields;
  }

  OtherTypes otherTypes() {
    return otherTypes;
  }

  ScopeStack stack() {
    return stack;
  }

  /** How long containers live that do not say it. */
  DefaultScopes defaultScopes() {
    return DefaultScopes.of(environment.settings());
  }

  /** From now on containers are started ahead of classes, save for those that have begun. */
  void startsEarly(EarlyStarts starts) {
    early = starts;
    begun.forEach(starts::begin);
    if (closed) {
      starts.close();
    }
  }

  /** A class begins; what was started ahead of it, if anything was. */
  Optional<EarlyGroup> begin(Class<?> testClass) {
    begun.add(testClass);
    EarlyStarts starts = early;
    return starts == null ? Optional.empty() : starts.begin(testClass);
  }

  boolean isClosed() {
    return closed;
  }

  private void closeEarly() {
    EarlyStarts starts = early;
    if (starts != null) {
      starts.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    fields.close();
    if (isAlone) {
      environment.close();
    } else {
      environment.runEnded(this::closeEarly);
    }
  }
}
