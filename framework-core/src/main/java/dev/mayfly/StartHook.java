package dev.mayfly;

/**
 * What a module does right after its container's process was started and before readiness is asked,
 * for example to tell the process its mapped port.
 *
 * <p>Specs are compared by their hooks too, so make a hook a record.
 */
@FunctionalInterface
public interface StartHook {
  void started(StartingContainer container) throws Exception;
}
