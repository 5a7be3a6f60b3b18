package dev.mayfly.spring;

import dev.mayfly.ContainerHandle;
import dev.mayfly.lifetime.ContainerGroup;
import dev.mayfly.lifetime.Member;
import dev.mayfly.runtime.Containers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;

/**
 * Starts the containers of all handles among a context's beans, side by side, when the first of
 * them is made; each is known to the others by its bean's name. They go when all that uses them is
 * closed.
 */
final class HandleBeans implements BeanPostProcessor {

  private static final String SESSION = "mayflyContainers";

  private final ConfigurableListableBeanFactory beans;
  private final AtomicBoolean begun = new AtomicBoolean();

  HandleBeans(ConfigurableListableBeanFactory beans) {
    this.beans = beans;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof ContainerHandle handle
        && beans.containsBean(name)
        && begun.compareAndSet(false, true)) {
      start(name, handle);
    }
    return bean;
  }

  private void start(String first, ContainerHandle handle) {
    Map<String, ContainerHandle> handles = new LinkedHashMap<>();
    handles.put(first, handle);
    for (String name : beans.getBeanNamesForType(ContainerHandle.class, false, false)) {
      if (!handles.containsKey(name)) {
        handles.put(name, beans.getBean(name, ContainerHandle.class));
      }
    }
    Containers session = Containers.openUntilJvmEnds();
    closeAfter(handles.keySet(), session);
    group(handles).start(session);
  }

  private static ContainerGroup group(Map<String, ContainerHandle> handles) {
    return ContainerGroup.of(
        handles.entrySet().stream()
            .map(one -> Member.of(one.getKey(), one.getValue()))
            .toArray(Member[]::new));
  }

  /** What uses a handle depends on it, and is destroyed before it; the session goes last. */
  private void closeAfter(Set<String> handles, Containers session) {
    ((DefaultSingletonBeanRegistry) beans).registerDisposableBean(SESSION, session::close);
    handles.forEach(name -> beans.registerDependentBean(SESSION, name));
  }
}
