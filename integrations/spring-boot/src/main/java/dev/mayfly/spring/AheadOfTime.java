package dev.mayfly.spring;

import java.util.Set;
import org.springframework.beans.factory.aot.BeanRegistrationExcludeFilter;
import org.springframework.beans.factory.support.RegisteredBean;

/**
 * Leaves connections out of what Spring generates ahead of time: there is no container then. What
 * is generated is connected when it runs, as other contexts are.
 */
final class AheadOfTime implements BeanRegistrationExcludeFilter {

  private static final Set<Class<?>> OURS =
      Set.of(HandleBeansConfiguration.class, HandleBeansRegistrar.Turn.class);

  @Override
  public boolean isExcludedFromAotProcessing(RegisteredBean bean) {
    return OURS.contains(bean.getBeanClass())
        || bean.getMergedBeanDefinition().hasAttribute(ServiceConnection.class.getName());
  }

  /** Whether this JVM generates, so that contexts are made and never run. */
  static boolean isGenerated() {
    return Boolean.getBoolean("spring.aot.processing");
  }
}
