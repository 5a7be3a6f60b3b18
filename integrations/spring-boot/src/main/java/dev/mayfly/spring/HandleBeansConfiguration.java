package dev.mayfly.spring;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Makes Spring look for handles when all of the application's own beans are known, and none of
 * Boot's configuration is.
 */
@Configuration(proxyBeanMethods = false)
@Import(HandleBeansConfiguration.AfterTheApplication.class)
class HandleBeansConfiguration {

  @Order(Ordered.HIGHEST_PRECEDENCE)
  static final class AfterTheApplication implements DeferredImportSelector {

    @Override
    public String[] selectImports(AnnotationMetadata importing) {
      return new String[] {HandleBeansRegistrar.Turn.class.getName()};
    }
  }
}
