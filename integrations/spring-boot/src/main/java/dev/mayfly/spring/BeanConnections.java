package dev.mayfly.spring;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Lets each context of Spring Boot's look for handles among its beans; one that was generated ahead
 * of time has all its beans already.
 */
final class BeanConnections
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableListableBeanFactory beans = context.getBeanFactory();
    if (beans instanceof BeanDefinitionRegistry registry) {
      beans.addBeanPostProcessor(new HandleBeans(beans));
      if (AotDetector.useGeneratedArtifacts()) {
        context.addBeanFactoryPostProcessor(HandleBeansRegistrar::addTo);
      } else {
        registry.registerBeanDefinition(
            "mayflyHandleBeans", new RootBeanDefinition(HandleBeansConfiguration.class));
      }
    }
  }
}
