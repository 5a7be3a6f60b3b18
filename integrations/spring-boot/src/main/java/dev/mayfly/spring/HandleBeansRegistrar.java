package dev.mayfly.spring;

import dev.mayfly.ContainerHandle;
import dev.mayfly.DeclarationException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/** Adds connection details for the beans that are annotated handles. */
final class HandleBeansRegistrar implements ImportBeanDefinitionRegistrar, BeanFactoryAware {

  private @Nullable ConfigurableListableBeanFactory factory;

  @Override
  public void setBeanFactory(BeanFactory factory) {
    this.factory = (ConfigurableListableBeanFactory) factory;
  }

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importing, BeanDefinitionRegistry registry) {
    if (factory != null) {
      addTo(factory);
    }
  }

  /** Adds those of the handles that are known to be beans by now. */
  static void addTo(ConfigurableListableBeanFactory beans) {
    String[] names = beans.getBeanNamesForAnnotation(ServiceConnection.class);
    if (names.length > 0) { // most contexts have none, and the class path is not looked through
      add(names, beans, new DetailsBeans(beans, Connections.ofThisClassPath()));
    }
  }

  private static void add(
      String[] names, ConfigurableListableBeanFactory beans, DetailsBeans details) {
    for (String name : names) {
      ServiceConnection annotation =
          beans.findAnnotationOnBean(name, ServiceConnection.class, false);
      Class<?> type = beans.getType(name, false);
      if (annotation != null && type != null) {
        requireHandle(name, type);
        details.add(
            new Connected(
                "bean " + name,
                name,
                type,
                type,
                Set.of(annotation.type()),
                () -> beans.getBean(name)),
            name);
      }
    }
  }

  private static void requireHandle(String name, Class<?> type) {
    if (!ContainerHandle.class.isAssignableFrom(type) || type == ContainerHandle.class) {
      throw new DeclarationException(
          "bean "
              + name
              + " is annotated with @ServiceConnection, but a "
              + type.getSimpleName()
              + " does not tell where a service is. try: a module's handle as the type that its"
              + " method returns, such as RedisContainer.");
    }
  }

  /** Registrars come in the turn of the configuration that imports them. */
  @Configuration(proxyBeanMethods = false)
  @Import(HandleBeansRegistrar.class)
  static class Turn {}
}
