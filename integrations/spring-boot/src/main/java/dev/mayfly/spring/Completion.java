package dev.mayfly.spring;

import java.util.function.BiConsumer;

/**
 * What a kind of connection details has no word for, such as a login by SASL, and is written into a
 * bean of Boot's instead.
 *
 * @param bean the kind of bean, that of the technology's properties
 * @param writing writes it
 */
record Completion<A extends Access, B>(Class<B> bean, BiConsumer<B, A> writing) {

  void write(Object one, A known) {
    writing.accept(bean.cast(one), known);
  }
}
