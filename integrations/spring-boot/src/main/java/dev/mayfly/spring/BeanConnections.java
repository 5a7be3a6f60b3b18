package dev.mayfly.spring;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Lets each context of Spring Boot's look for handles among its beans. */
final class BeanConnections
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    if (context.getBeanFactory() instanceof BeanDefinitionRegistry registry
        && !AotDetector.useGeneratedArtifacts()) {
      registry.registerBeanDefinition(
          "mayflyHandleBeans", new RootBeanDefinition(HandleBeansConfiguration.class));
      context.getBeanFactory().addBeanPostProcessor(new HandleBeans(context.getBeanFactory()));
    }
  }
}
