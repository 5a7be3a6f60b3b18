package dev.mayfly.spring;

import java.util.function.Function;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * How a kind of Boot's connection details is made.
 *
 * @param access of what is known
 * @param details the kind that Boot's configuration asks for
 */
record Making<A extends Access, D extends ConnectionDetails>(
    Class<A> access, Class<D> details, Function<A, D> making) {

  /**
   * The same; naming what it needs beside its own types, which Boot has without them, fails with a
   * LinkageError where it is not on the class path.
   */
  @SuppressWarnings("unused")
  Making<A, D> needing(Class<?> type) {
    return this;
  }

  D make(Access known) {
    return making.apply(access.cast(known));
  }
}
