package dev.mayfly.ready;

/** A question of one's own to a started container, for {@link ReadyWhen#check}. */
@FunctionalInterface
public interface Check {

  /**
   * Looks once. A thrown exception or failed assertion counts as "not yet" with its message. A look
   * that blocks is interrupted when the container dies or the time is over.
   */
  Look look(Probe probe) throws Exception;
}
