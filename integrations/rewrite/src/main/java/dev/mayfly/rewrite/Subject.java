package dev.mayfly.rewrite;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openrewrite.java.tree.Expression;

/**
 * A variable of a type of Testcontainers, or a bean's method that returns one, as all sources
 * together show it: it is moved as a whole, or stays as a whole. Not thread-safe.
 */
final class Subject {

  private final String key;
  private final List<Expression> values = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();
  private final Set<String> companions = new LinkedHashSet<>();
  private final Set<String> reasons = new LinkedHashSet<>();
  private @Nullable Declared declared;

  Subject(String key) {
    this.key = key;
  }

  /**
   * How and where it is declared.
   *
   * @param name as it is written
   * @param owner the class that declares it
   * @param file the path of the source
   * @param isContainer whether it is a container, and neither a network nor what belongs to one
   * @param isStatic whether it is a static field
   * @param annotated whether it has Testcontainers' {@code @Container}
   * @param connected whether Spring connects to it
   */
  record Declared(
      String name,
      String owner,
      String file,
      boolean isContainer,
      boolean isStatic,
      boolean annotated,
      boolean connected) {}

  /**
   * A method that is called on it, or referred to.
   *
   * @param when it is called
   */
  record Use(String method, List<Expression> arguments, boolean isReference, Places.When when) {

    boolean starts() {
      return method.equals("start") || method.equals(Theirs.DEEP_START);
    }
  }

  String key() {
    return key;
  }

  @Nullable Declared declared() {
    return declared;
  }

  void declare(Declared how) {
    declared = how;
  }

  List<Expression> values() {
    return values;
  }

  List<Use> uses() {
    return uses;
  }

  /** Others that stay if it stays. */
  Set<String> companions() {
    return companions;
  }

  /** Why it stays; empty if it is moved. */
  Set<String> reasons() {
    return reasons;
  }

  boolean isMoved() {
    return reasons.isEmpty();
  }

  boolean isDeclaredIn(String file) {
    return declared != null && declared.file().equals(file);
  }

  boolean isBean() {
    return key.endsWith("()");
  }

  /**
   * Whether it is a container that is started in its class's static block and nowhere else, and
   * asked nothing before the class is initialised: what JUnit starts is not there before.
   */
  boolean isSingleton() {
    return declared != null
        && declared.isStatic()
        && !declared.annotated()
        && uses.stream().anyMatch(Use::starts)
        && uses.stream()
            .allMatch(
                use -> use.when() == (use.starts() ? Places.When.STATIC_BLOCK : Places.When.LATER));
  }

  boolean isStartedByHand() {
    return uses.stream().anyMatch(Use::starts) && (declared == null || !declared.annotated());
  }
}
