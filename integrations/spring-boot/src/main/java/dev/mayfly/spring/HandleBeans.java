package dev.mayfly.spring;

import dev.mayfly.ContainerHandle;
import dev.mayfly.DeclarationException;
import dev.mayfly.lifetime.ContainerGroup;
import dev.mayfly.lifetime.Member;
import dev.mayfly.runtime.Containers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;

/**
 * Starts the containers of all handles among a context's beans, side by side, when the first of
 * them is made; each is known to the others by its bean's name. They go when all that uses them is
 * closed, save for those of the developer tools' scope, which outlive a restart of the application.
 */
final class HandleBeans implements BeanPostProcessor {

  private static final String SESSION = "mayflyContainers";

  /** The scope that {@code @RestartScope} of Boot's developer tools gives a bean. */
  private static final String RESTART = "restart";

  private final ConfigurableListableBeanFactory beans;
  private final Set<String> taken = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean gathering = new AtomicBoolean();
  private @Nullable Containers session;

  HandleBeans(ConfigurableListableBeanFactory beans) {
    this.beans = beans;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof ContainerHandle handle && beans.containsBean(name) && isOne(name)) {
      Map<String, ContainerHandle> handles = new LinkedHashMap<>();
      handles.put(name, handle);
      if (gathering.compareAndSet(false, true)) {
        gather(handles);
        start(handles);
      }
    }
    return bean;
  }

  private boolean isOne(String name) {
    if (beans.containsBeanDefinition(name) && !beans.isSingleton(name) && !isKept(name)) {
      throw new DeclarationException(
          "bean "
              + name
              + " is a container's handle, and made anew for each who asks. try: leave its"
              + " scope out, so that the context has one.");
    }
    return taken.add(name);
  }

  /** The others, which are made now; one that is being made, or waits for this, comes later. */
  private void gather(Map<String, ContainerHandle> handles) {
    try {
      for (String name : beans.getBeanNamesForType(ContainerHandle.class, true, false)) {
        if (!taken.contains(name) && (beans.isSingleton(name) || isKept(name))) {
          handles.put(name, beans.getBean(name, ContainerHandle.class));
        }
      }
    } catch (BeanCreationException e) {
      if (!e.contains(BeanCurrentlyInCreationException.class)) {
        throw e;
      }
    } finally {
      gathering.set(false);
    }
  }

  private boolean isKept(String name) {
    return beans.containsBeanDefinition(name)
        && RESTART.equals(beans.getMergedBeanDefinition(name).getScope());
  }

  /** What is kept has a session of its own, and runs already if this context is not the first. */
  private void start(Map<String, ContainerHandle> handles) {
    Map<String, ContainerHandle> kept = new LinkedHashMap<>(handles);
    kept.entrySet()
        .removeIf(one -> !isKept(one.getKey()) || one.getValue().slot().ifStarted().isPresent());
    if (!kept.isEmpty()) {
      group(kept).start(Containers.openUntilJvmEnds());
    }
    Map<String, ContainerHandle> own = new LinkedHashMap<>(handles);
    own.keySet().removeIf(this::isKept);
    if (!own.isEmpty()) {
      group(own).start(sessionFor(own.keySet()));
    }
  }

  private static ContainerGroup group(Map<String, ContainerHandle> handles) {
    return ContainerGroup.of(
        handles.entrySet().stream()
            .map(one -> Member.of(one.getKey(), one.getValue()))
            .toArray(Member[]::new));
  }

  /** What uses a handle depends on it, and is destroyed before it; the session goes last. */
  private synchronized Containers sessionFor(Set<String> handles) {
    Containers opened = session;
    if (opened == null) {
      opened = Containers.openUntilJvmEnds();
      ((DefaultSingletonBeanRegistry) beans).registerDisposableBean(SESSION, opened::close);
      session = opened;
    }
    handles.forEach(name -> beans.registerDependentBean(SESSION, name));
    return opened;
  }
}
