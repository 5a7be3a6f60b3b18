package dev.mayfly.junit;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSpec;
import dev.mayfly.HostNames;
import dev.mayfly.Network;
import dev.mayfly.RunningContainer;
import dev.mayfly.lifetime.HandleFactory;
import dev.mayfly.lifetime.Problems;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with a single declaration, and with the names that it mentions. */
final class DeclarationCheck {

  private static final ContainerSpec ANY = ContainerSpec.of("any");

  private final Declarations seen;
  private final EmptyFields fields;
  private final OtherTypes otherTypes;
  private final DefaultScopes scopes;
  private final Problems problems;

  /**
   * A check against the fields that can be named.
   *
   * @param seen the declarations of the class and of those around it
   */
  DeclarationCheck(Declarations seen, Run run, Problems problems) {
    this.seen = seen;
    this.fields = run.fields();
    this.otherTypes = run.otherTypes();
    this.scopes = run.defaultScopes();
    this.problems = problems;
  }

  /** Checks all that is known before there is a test instance. */
  void check(Declaration declaration) {
    typeProblem(declaration).ifPresent(problems.of(declaration.place()));
    scopeProblem(declaration).ifPresent(problems.of(declaration.place()));
    if (problems.none(declaration.place()) && !declaration.isNetwork()) {
      new Attributes(declaration.annotation()).addTo(ANY, problems.of(declaration.place()));
      checkAliases(declaration);
      checkNames(declaration);
      if (declaration.isParameter() || !declaration.annotation().image().isEmpty()) {
        checkFactory(declaration);
      }
    }
    if (problems.none(declaration.place()) && declaration.isStatic()) {
      checkValue(declaration, null);
    }
  }

  private Optional<String> typeProblem(Declaration declaration) {
    Class<?> type = declaration.type();
    if (type == Network.class) {
      return declaration.isParameter()
          ? Optional.of("a network can't be a parameter; declare a field.")
          : Optional.empty();
    }
    if (type == RunningContainer.class || ContainerHandle.class.isAssignableFrom(type)) {
      return Optional.empty();
    }
    if (otherTypes.include(declaration)) {
      OtherTypes.check(declaration, problems);
      return Optional.empty();
    }
    return Optional.of(
        type.getSimpleName()
            + " is no container type; declare a handle such as GenericContainer, a"
            + " RunningContainer, or a Network.");
  }

  private static Optional<String> scopeProblem(Declaration declaration) {
    ContainerScope scope = declaration.annotation().scope();
    if (declaration.isNetwork() && scope != ContainerScope.DEFAULT) {
      return Optional.of("a network has no scope, it is there for the whole run; drop the scope.");
    }
    if (declaration.isNetwork() && !declaration.annotation().engine().isEmpty()) {
      return Optional.of(
          "a network has no engine, it is made on that of the containers which join it; drop the"
              + " engine.");
    }
    if (declaration.isStatic() && scope == ContainerScope.METHOD) {
      return Optional.of(
          "it is static, so all tests share it and it can't have scope METHOD; drop static, or"
              + " the scope.");
    }
    return Optional.empty();
  }

  /** Checks the value, or the lack of one, of a field of a test instance or a static field. */
  void checkValue(Declaration declaration, @Nullable Object target) {
    declaration.field().ifPresent(field -> checkValue(declaration, field, target));
  }

  private void checkValue(Declaration declaration, Field field, @Nullable Object target) {
    Object value = EmptyFields.valueOf(field, target);
    if (fields.filledWith(value)) {
      return;
    }
    if (value == null && Modifier.isFinal(field.getModifiers())) {
      problems.add(declaration.place(), "it is final and null; give it a value, or drop final.");
    } else if (otherTypes.include(declaration)) {
      checkOther(declaration, value);
    } else if (value == null && !declaration.isNetwork()) {
      checkFactory(declaration);
    } else if (value instanceof RunningContainer) {
      problems.add(declaration.place(), EmptyFields.TAKEN);
    } else if (value != null && !declaration.annotation().image().isEmpty()) {
      problems.add(declaration.place(), "it has both a value and an image; drop one of them.");
    }
  }

  private void checkOther(Declaration declaration, @Nullable Object value) {
    if (value == null) {
      problems.add(
          declaration.place(),
          "it has no value; give it one, since only that says what a "
              + declaration.type().getSimpleName()
              + " is.");
      return;
    }
    try {
      otherTypes.handle(declaration, value);
    } catch (IllegalArgumentException e) {
      problems.add(declaration.place(), String.valueOf(e.getMessage()));
    }
  }

  private void checkFactory(Declaration declaration) {
    try {
      HandleFactory.make(declaration.type(), declaration.annotation().image());
    } catch (IllegalArgumentException e) {
      problems.add(declaration.place(), String.valueOf(e.getMessage()));
    }
  }

  private void checkAliases(Declaration declaration) {
    declaration.aliases().stream()
        .flatMap(alias -> HostNames.problem(alias).stream())
        .forEach(problems.of(declaration.place()));
  }

  private void checkNames(Declaration declaration) {
    for (String name : declaration.annotation().dependsOn()) {
      Optional<Declaration> found = seen.field(name);
      if (found.isEmpty() || found.get().isNetwork()) {
        problems.add(
            declaration.place(),
            "dependsOn names \"" + name + "\", but the containers here are " + seen.names(false));
      } else if (declaration.isStatic() && !found.get().isStatic()) {
        problems.add(
            declaration.place(),
            "it is static and can't depend on \""
                + name
                + "\", which "
                + (scopes.of(found.get()) == ContainerScope.METHOD
                    ? "is fresh for each test."
                    : "is there only with a test; make that static too."));
      } else {
        checkWidth(declaration, found.get());
      }
    }
    checkNetwork(declaration);
  }

  /** What is shared can't need what others don't have. */
  private void checkWidth(Declaration declaration, Declaration needed) {
    ContainerScope mine = scopes.of(declaration);
    ContainerScope its = scopes.of(needed);
    if (its.compareTo(mine) < 0) {
      problems.add(
          declaration.place(),
          "it has scope "
              + mine
              + " and can't depend on \""
              + needed.name()
              + "\" with scope "
              + its
              + "; give that one scope "
              + mine
              + " too.");
    }
  }

  private void checkNetwork(Declaration declaration) {
    String network = declaration.annotation().network();
    Optional<Declaration> found = seen.field(network).filter(Declaration::isNetwork);
    if (!network.isEmpty() && found.isPresent()) {
      if (declaration.isStatic() && !found.get().isStatic()) {
        problems.add(
            declaration.place(),
            "it is static and can't be on network \""
                + network
                + "\", which is there only with a test; make that static too.");
      }
    } else if (!network.isEmpty()) {
      problems.add(
          declaration.place(),
          "network names \""
              + network
              + "\", but the Network fields with @Container here are "
              + seen.names(true));
    }
  }
}
