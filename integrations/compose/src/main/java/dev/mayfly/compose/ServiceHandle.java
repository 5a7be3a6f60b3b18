package dev.mayfly.compose;

import static java.util.stream.Collectors.joining;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.ForeignStart;
import dev.mayfly.Port;
import dev.mayfly.RunningContainer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Lets a module's handle stand for a service's container. */
final class ServiceHandle {

  private final Supplier<RunningContainer> container;
  private final AtomicReference<@Nullable ContainerSlot> slot = new AtomicReference<>();

  /**
   * For one service.
   *
   * @param container the service's
   */
  ServiceHandle(Supplier<RunningContainer> container) {
    this.container = container;
  }

  /**
   * A copy of a handle that stands for the container.
   *
   * @throws IllegalArgumentException if the handle can't be copied so
   * @throws DeclarationException if the service does not open the ports that the handle asks
   */
  <H extends ContainerHandle> H of(H handle, ServiceModel service) {
    requirePorts(handle, service);
    H copy =
        customized(
            handle,
            spec -> known(spec, service).startedBy(start -> standIn(handle, service, start)));
    slot.set(copy.slot());
    copy.slot().bind(this, container);
    return copy;
  }

  /** Before anything is started: the handle's getters would fail at their first use. */
  private static void requirePorts(ContainerHandle handle, ServiceModel service) {
    Set<Port> missing = new LinkedHashSet<>(handle.slot().spec().ports());
    missing.removeAll(service.ports());
    if (!missing.isEmpty()) {
      String numbers =
          missing.stream().map(port -> '"' + port.toString() + '"').collect(joining(", "));
      throw new DeclarationException(
          "Service \"%s\" does not open %s, where %s looks for it. %s"
              .formatted(
                  service.name(),
                  numbers,
                  handle.getClass().getSimpleName(),
                  service.canPublish()
                      ? "If it is the right service, give it expose: [%s] in the file, or in one that override(…) names."
                          .formatted(numbers)
                      : "An engine can open no port of it: it has a network_mode, or only networks that are internal."));
    }
  }

  /** What the file says of it goes before what the handle says. */
  private static ContainerSpec known(ContainerSpec spec, ServiceModel service) {
    ContainerSpec known = spec.label(Marks.SERVICE, service.name());
    for (Map.Entry<String, String> variable : service.env().entrySet()) {
      known = known.env(variable.getKey(), variable.getValue());
    }
    return known;
  }

  /** A field declares it: it is started with the project, whose scope has it then. */
  private void standIn(
      ContainerHandle handle, ServiceModel service, ForeignStart<ContainerSpec> start) {
    ContainerSlot bound = slot.get();
    if (bound != null) {
      bound.unbind(this);
    }
    start.created(container.get().id(), known(handle.slot().spec(), service));
  }

  @SuppressWarnings("unchecked") // a handle's customize returns its own type
  private static <H extends ContainerHandle> H customized(
      H handle, UnaryOperator<ContainerSpec> change) {
    String type = handle.getClass().getSimpleName();
    try {
      Method customize = handle.getClass().getMethod("customize", UnaryOperator.class);
      customize.setAccessible(true);
      return (H) customize.invoke(handle, change);
    } catch (InvocationTargetException e) {
      String problem = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
      throw new IllegalArgumentException(type + " can't stand for the service: " + problem, e);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalArgumentException(
          type
              + " has no method customize(UnaryOperator<ContainerSpec>) that returns a copy, so it"
              + " can't be told what the file says.",
          e);
    }
  }
}
