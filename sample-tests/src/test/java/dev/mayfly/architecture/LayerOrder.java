package dev.mayfly.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/**
 * Lets a layer use the layers before it, an engine the port, and a service module only what users
 * name, and what modules of its kind share.
 */
final class LayerOrder extends ArchCondition<JavaClass> {

  static final List<String> LAYERS =
      List.of(
          "dev.mayfly.arguments",
          "dev.mayfly.secrets",
          "dev.mayfly.tls",
          "dev.mayfly.ready",
          "dev.mayfly",
          "dev.mayfly.engine",
          "dev.mayfly.forward",
          "dev.mayfly.process",
          "dev.mayfly.report",
          "dev.mayfly.runtime",
          "dev.mayfly.lifetime",
          "dev.mayfly.junit");

  /** What modules of SQL servers share, above what users name. */
  static final List<String> SQL =
      List.of(
          "dev.mayfly.jdbc.login",
          "dev.mayfly.jdbc",
          "dev.mayfly.jdbc.filling",
          "dev.mayfly.jdbc.mysql",
          "dev.mayfly.jdbc.url");

  /** The modules that may use it. */
  static final List<String> SQL_SERVERS =
      List.of("dev.mayfly.postgresql", "dev.mayfly.mysql", "dev.mayfly.mariadb");

  /** What starts containers of its own, as a program does. */
  static final List<String> PROGRAMS = List.of("dev.mayfly.jdbc.url", "dev.mayfly.cli");

  /** What connects another framework to handles of all modules, or another library to sessions. */
  static final List<String> INTEGRATIONS =
      List.of(
          "dev.mayfly.compose",
          "dev.mayfly.rewrite",
          "dev.mayfly.spring",
          "dev.mayfly.testcontainers");

  /** Adapters, which the layers know by the port alone. */
  static final List<String> ENGINES = List.of("dev.mayfly.docker", "dev.mayfly.kubernetes");

  LayerOrder() {
    super("depend only on layers before their own in " + LAYERS);
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
      if (isOurs(target) && !mayUse(type.getPackageName(), target)) {
        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
      }
    }
  }

  static boolean isOurs(String packageName) {
    return packageName.equals("dev.mayfly") || packageName.startsWith("dev.mayfly.");
  }

  private static boolean mayUse(String from, String target) {
    return target.equals(from)
        || INTEGRATIONS.contains(from)
        || LAYERS.subList(0, height(from)).contains(target)
        || sharedBelow(from).contains(target);
  }

  private static List<String> sharedBelow(String from) {
    int height = SQL.indexOf(from);
    return SQL_SERVERS.contains(from) ? SQL : SQL.subList(0, Math.max(0, height));
  }

  private static int height(String from) {
    int layer = LAYERS.indexOf(from);
    return layer < 0 ? LAYERS.indexOf(highest(from)) + 1 : layer;
  }

  /** The highest layer that may be used by what is none. */
  private static String highest(String from) {
    if (PROGRAMS.contains(from)) {
      return "dev.mayfly.runtime";
    }
    return ENGINES.contains(from) ? "dev.mayfly.engine" : "dev.mayfly";
  }
}
