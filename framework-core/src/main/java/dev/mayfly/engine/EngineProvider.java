package dev.mayfly.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Opens engines of one kind; found by {@link java.util.ServiceLoader} on the class path, so that
 * the jar of an adapter is all that has to be added.
 *
 * <p>The setting {@code mayfly.engine} chooses among several, by {@link #name()} or by an address
 * that only one of them {@linkplain #understands understands}. Implementations have a public
 * constructor without parameters and keep nothing between calls.
 */
public interface EngineProvider {

  /** What the setting {@code mayfly.engine} calls this kind of engine, such as {@code docker}. */
  String name();

  /** Whether a text is an address of an engine of this kind, such as {@code tcp://host:2375}. */
  boolean understands(String address);

  /**
   * Finds an engine and connects to it: the one at the address that {@code mayfly.engine} has, or
   * else the one that other settings and this machine lead to.
   *
   * @param settings the values of settings by their full names
   * @throws dev.mayfly.EngineNotFoundException if none answers; the message lists what was tried
   * @throws dev.mayfly.DeclarationException if a setting can't be used
   */
  ContainerEngine open(Function<String, Optional<String>> settings);

  /**
   * What this machine's configuration says of engines of this kind, such as where else it leads; no
   * engine is asked. It belongs to an examination by people, and may run programs of the user's.
   *
   * @param settings the values of settings by their full names
   */
  default List<Finding> configuration(Function<String, Optional<String>> settings) {
    return List.of();
  }

  /**
   * Connects to the engine at an address, whatever {@code mayfly.engine} and this machine lead to.
   *
   * @param origin what names it, for messages: {@code setting mayfly.engine.build-box}
   * @param settings the values of other settings by their full names
   * @throws dev.mayfly.EngineNotFoundException if it does not answer
   * @throws dev.mayfly.DeclarationException if the address, or a setting, can't be used
   */
  ContainerEngine open(String address, String origin, Function<String, Optional<String>> settings);
}
