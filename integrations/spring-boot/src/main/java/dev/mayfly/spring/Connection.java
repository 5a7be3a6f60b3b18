package dev.mayfly.spring;

import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * One kind of Boot's connection details that a handle gives.
 *
 * @param access asks the handle, and starts its container
 */
record Connection<D extends ConnectionDetails>(Making<?, D> making, Supplier<Access> access) {

  Class<D> type() {
    return making.details();
  }

  D details() {
    return making.make(access.get());
  }

  /** Whether there is more to tell than the details can. */
  boolean isMore() {
    return making.completion() != null;
  }

  /** Tells a bean of Boot's what the details can't. */
  void complete(Object bean) {
    making.complete(bean, access.get());
  }
}
