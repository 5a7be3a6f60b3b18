package dev.mayfly.spring;

import dev.mayfly.DeclarationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.container.ContainerImageMetadata;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Adds beans with Boot's connection details to a context that is being made. They are made when the
 * application asks for them, and then stay as they are. A bean of the application's own of the same
 * type is preferred.
 */
final class DetailsBeans {

  private final ConfigurableListableBeanFactory beans;
  private final Connections connections;
  private final Map<Class<?>, String> taken = new LinkedHashMap<>();

  /**
   * @param beans those of the context, and their definitions
   */
  DetailsBeans(ConfigurableListableBeanFactory beans, Connections connections) {
    this.beans = beans;
    this.connections = connections;
  }

  /**
   * Adds those of a handle.
   *
   * @param after the beans that have to be there before
   * @throws DeclarationException if there are none, or another handle gives the same
   */
  void add(Connected one, String... after) {
    List<Connection<?>> possible = connections.of(one.type(), one.handle());
    requireAll(one, possible.stream().<Class<?>>map(Connection::type).toList());
    for (Connection<?> connection : possible) {
      if (one.wanted().isEmpty() || one.wanted().contains(connection.type())) {
        take(connection.type(), one.place());
        register(one, connection, after);
      }
    }
  }

  private void requireAll(Connected one, List<Class<?>> possible) {
    if (possible.isEmpty()) {
      String reason =
          connections.knows(one.type())
              ? "the part of Spring Boot that uses it is not on the class path"
              : "here it works for " + connections.handles();
      throw new DeclarationException(
          one.place()
              + " is annotated with @ServiceConnection, but nothing of Spring Boot's is connected to a "
              + one.type().getSimpleName()
              + ": "
              + reason
              + ". try: @DynamicPropertySource, which tells its address to any property.");
    }
    for (Class<?> wanted : one.wanted()) {
      if (!possible.contains(wanted)) {
        throw new DeclarationException(
            one.place()
                + ": @ServiceConnection wants "
                + wanted.getSimpleName()
                + ", but of a "
                + one.type().getSimpleName()
                + " there are "
                + possible.stream().map(Class::getSimpleName).collect(Collectors.joining(", "))
                + ".");
      }
    }
  }

  private void take(Class<?> type, String place) {
    String other = taken.put(type, place);
    if (other != null) {
      throw new DeclarationException(
          other
              + " and "
              + place
              + " both give "
              + type.getSimpleName()
              + ", and Spring Boot takes one. try: @ServiceConnection on one of them, and for the other"
              + " @DynamicPropertySource, or a type = … that differs.");
    }
  }

  private <D extends ConnectionDetails> void register(
      Connected one, Connection<D> connection, String... after) {
    String name = "mayfly " + connection.type().getSimpleName() + " of " + one.place();
    RootBeanDefinition bean = new RootBeanDefinition(connection.type(), connection::details);
    bean.setFallback(true);
    bean.setDependsOn(after);
    bean.setAttribute(ServiceConnection.class.getName(), true);
    new ContainerImageMetadata(null).addTo(bean); // in-memory databases don't replace it
    ((BeanDefinitionRegistry) beans).registerBeanDefinition(name, bean);
    if (connection.isMore()) {
      beans.addBeanPostProcessor(new Completing(beans, name, connection));
    }
  }
}
