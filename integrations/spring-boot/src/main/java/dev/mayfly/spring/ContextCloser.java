package dev.mayfly.spring;

import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Closes test contexts before what they are connected to goes, and takes them out of Spring's
 * cache: pools and clients end quietly.
 */
final class ContextCloser extends AbstractTestExecutionListener {

  /** After all that may load the context, dependency injection among them. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void prepareTestInstance(TestContext test) {
    ifConnected(
        test, end -> end.by(() -> test.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE)));
  }

  @Override
  public void afterTestClass(TestContext test) {
    ifConnected(
        test,
        end -> {
          if (end.isWith(test.getTestClass())) {
            test.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
          }
        });
  }

  private static void ifConnected(TestContext test, Consumer<ContextEnd> action) {
    if (test.hasApplicationContext()) {
      ApplicationContext context = test.getApplicationContext();
      Optional.of(context)
          .filter(one -> one.containsLocalBean(ContextEnd.NAME))
          .map(one -> one.getBean(ContextEnd.NAME, ContextEnd.class))
          .ifPresent(action);
    }
  }
}
