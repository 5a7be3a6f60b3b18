package dev.mayfly.lifetime;

import dev.mayfly.RunningContainer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Shows a shared container under the name that it has for those who declared another one. */
final class RenamedContainer {

  private RenamedContainer() {}

  static RunningContainer of(RunningContainer shared, String name) {
    if (shared.networkAlias().equals(name)) {
      return shared;
    }
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("networkAlias")) {
            return name;
          }
          if (method.getName().equals("equals")) {
            return proxy == arguments[0];
          }
          try {
            return method.invoke(shared, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    Class<?>[] types = {RunningContainer.class};
    return (RunningContainer)
        Proxy.newProxyInstance(RunningContainer.class.getClassLoader(), types, handler);
  }
}
