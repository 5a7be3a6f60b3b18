package dev.mayfly.spring;

import org.springframework.beans.factory.aot.BeanRegistrationExcludeFilter;
import org.springframework.beans.factory.support.RegisteredBean;

/** Leaves connections out of what Spring generates ahead of time: there is no container then. */
final class AheadOfTime implements BeanRegistrationExcludeFilter {

  @Override
  public boolean isExcludedFromAotProcessing(RegisteredBean bean) {
    return bean.getMergedBeanDefinition().hasAttribute(ServiceConnection.class.getName());
  }
}
