package dev.mayfly.spring;

import java.util.function.Function;

/**
 * How a kind of handle is asked for what a client needs to know.
 *
 * @param handle the kind of handle
 * @param access the kind of answer
 * @param asking asks it; the container runs afterwards
 */
record Reading<H, A extends Access>(Class<H> handle, Class<A> access, Function<H, A> asking) {

  A ask(Object one) {
    return asking.apply(handle.cast(one));
  }
}
