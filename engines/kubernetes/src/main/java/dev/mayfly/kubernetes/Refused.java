package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;

/** Says what a cluster, or this adapter, can't do. */
final class Refused {

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int NOT_IMPLEMENTED = 501;

  private Refused() {}

  /** Nothing that was asked for can be done there. */
  static EngineException unable(String words) {
    return new EngineException(NOT_IMPLEMENTED, words);
  }

  /** What was asked for makes no sense. */
  static EngineException wrong(String words) {
    return new EngineException(BAD_REQUEST, words);
  }

  static EngineException unknown(String kind, String id) {
    return new EngineException(NOT_FOUND, "The cluster has no " + kind + " " + id + ".");
  }

  static EngineException conflict(String words) {
    return new EngineException(CONFLICT, words);
  }
}
