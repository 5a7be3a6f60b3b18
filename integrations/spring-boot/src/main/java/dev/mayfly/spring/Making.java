package dev.mayfly.spring;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * How a kind of Boot's connection details is made.
 *
 * @param access of what is known
 * @param details the kind that Boot's configuration asks for
 * @param completion what else has to be told, or null
 */
record Making<A extends Access, D extends ConnectionDetails>(
    Class<A> access,
    Class<D> details,
    Function<A, D> making,
    @Nullable Completion<A, ?> completion) {

  Making(Class<A> access, Class<D> details, Function<A, D> making) {
    this(access, details, making, null);
  }

  /**
   * The same; naming what it needs beside its own types, which Boot has without them, fails with a
   * LinkageError where it is not on the class path.
   */
  @SuppressWarnings("unused")
  Making<A, D> needing(Class<?> type) {
    return this;
  }

  /** The same, which writes into a bean of Boot's what the details have no word for. */
  <B> Making<A, D> completing(Class<B> bean, BiConsumer<B, A> writing) {
    return new Making<>(access, details, making, new Completion<>(bean, writing));
  }

  D make(Access known) {
    return making.apply(access.cast(known));
  }

  /** Whether a bean is to be told something too. */
  boolean completes(Object bean) {
    return completion != null && completion.bean().isInstance(bean);
  }

  void complete(Object bean, Access known) {
    if (completion != null) {
      completion.write(bean, access.cast(known));
    }
  }
}
