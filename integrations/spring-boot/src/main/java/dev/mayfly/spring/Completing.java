package dev.mayfly.spring;

import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Completes a bean of Boot's when it is made, unless the application has connection details of its
 * own.
 */
final class Completing implements BeanPostProcessor {

  private final ListableBeanFactory beans;
  private final String details;
  private final Connection<?> connection;

  /**
   * @param details the name of the bean with the connection's details
   */
  Completing(ListableBeanFactory beans, String details, Connection<?> connection) {
    this.beans = beans;
    this.details = details;
    this.connection = connection;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (connection.making().completes(bean) && isTaken()) {
      connection.complete(bean);
    }
    return bean;
  }

  /** Asks by name: an application's own details may need the very bean that is being made. */
  private boolean isTaken() {
    return List.of(beans.getBeanNamesForType(connection.type(), true, false))
        .equals(List.of(details));
  }
}
