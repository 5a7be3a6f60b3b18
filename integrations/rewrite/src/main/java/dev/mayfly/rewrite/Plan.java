package dev.mayfly.rewrite;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openrewrite.InMemoryExecutionContext;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.JavaType;

/** Which variables are moved and which stay, after what stays has held back what it is tied to. */
final class Plan {

  private final Sources sources;
  private final Equivalents table = Equivalents.read();
  private final Snippets snippets = new Snippets();
  private final Chains chains;
  private final Set<String> remains = new LinkedHashSet<>();
  private final Set<String> springRemains = new LinkedHashSet<>();
  private final Set<String> composed = new LinkedHashSet<>();

  /** Where everything is moved that nothing speaks against yet. */
  Plan(Sources sources) {
    this.sources = sources;
    Map<String, String> images = new HashMap<>(sources.constants());
    Images known = new Images(images);
    for (Subject subject : sources.subjects().values()) {
      subject.values().stream()
          .filter(value -> Theirs.isImageName(value.getType()))
          .map(known::name)
          .filter(Objects::nonNull)
          .forEach(name -> images.put(subject.key(), name));
    }
    this.chains = new Chains(table, known);
  }

  /** Lets stay what is tied to what stays, once the reasons of each are known. */
  void settle() {
    do {
      holdBack();
    } while (clashes());
    remains.addAll(sources.elsewhere());
  }

  /** What is tied to something that stays, stays. */
  private void holdBack() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Subject subject : sources.subjects().values()) {
        changed |= holdBackWithItsClass(subject);
        for (String other : subject.isMoved() ? Set.<String>of() : subject.companions()) {
          Subject companion = sources.subject(other);
          if (companion.isMoved()) {
            companion.reasons().add("it is used with " + name(subject) + ", which stays");
            changed = true;
          }
        }
      }
    }
  }

  private boolean holdBackWithItsClass(Subject subject) {
    Subject.Declared declared = subject.declared();
    boolean stays =
        declared != null
            && !Theirs.isCompose(
                subject.values().stream().map(Expression::getType).findFirst().orElse(null))
            && sources.isForeign(declared.owner());
    return stays
        && subject
            .reasons()
            .add("its class has a field that only Testcontainers' own extension starts");
  }

  private static String name(Subject subject) {
    return subject.declared() == null ? "something" : subject.declared().name();
  }

  /** Tries all sources, and keeps what would need two types of one name in a file. */
  private boolean clashes() {
    boolean any = false;
    remains.clear();
    springRemains.clear();
    composed.clear();
    for (Map.Entry<String, J.CompilationUnit> unit : sources.units().entrySet()) {
      Mover mover = new Mover(this);
      J.CompilationUnit moved =
          (J.CompilationUnit) mover.visitNonNull(unit.getValue(), new InMemoryExecutionContext());
      Optional<String> twice = Names.clash(moved, mover.imports());
      any |= twice.isPresent() && keep(unit.getKey(), twice.get());
      String text = sources.urls().moved(moved).printAll();
      if (text.contains(Theirs.PACKAGE)) {
        remains.add(unit.getKey());
      }
      if (text.contains("dev.mayfly.compose.")) {
        composed.add(unit.getKey());
      }
      if (text.contains("org.springframework.boot.testcontainers.")) {
        springRemains.add(unit.getKey());
      }
    }
    return any;
  }

  /** Keeps those in the file that would have the name, or all where none has it. */
  private boolean keep(String file, String name) {
    List<Subject> all =
        sources.subjects().values().stream()
            .filter(one -> one.isMoved() && one.isDeclaredIn(file))
            .toList();
    List<Subject> named = all.stream().filter(one -> nameOf(one).equals(name)).toList();
    String reason = "the file needs another " + name + " beside Mayfly's";
    (named.isEmpty() ? all : named).forEach(one -> one.reasons().add(reason));
    return !all.isEmpty();
  }

  private String nameOf(Subject subject) {
    return product(subject).map(Product::name).orElse("Network");
  }

  Snippets snippets() {
    return snippets;
  }

  /** Our code for a value of a variable. */
  Rendering render(Subject subject, Expression value) {
    Subject.Declared declared = subject.declared();
    String owner = declared == null ? "" : declared.owner();
    String name = Theirs.simpleName(owner);
    return chains.render(value, name + "-" + (declared == null ? "" : declared.name()));
  }

  Optional<Product> product(Subject subject) {
    return subject.values().stream().findFirst().flatMap(chains::product);
  }

  Optional<Product> product(String type) {
    return table.product(type);
  }

  /** The services' names of a variable that has a project of Compose. */
  ServiceNames services(Subject subject) {
    return chains.services(subject.values().get(0));
  }

  /** The port that {@code getFirstMappedPort()} means, or null if none is known. */
  @Nullable Expression firstPort(Subject subject) {
    return subject.values().stream()
        .map(value -> CallChain.of(value).firstPort())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The variable, if it is moved. */
  Optional<Subject> moved(JavaType.@Nullable Variable variable) {
    return variable == null ? Optional.empty() : moved(Theirs.key(variable));
  }

  /** The variable or bean, if it is moved. */
  Optional<Subject> moved(String key) {
    return sources.find(key).filter(Subject::isMoved);
  }

  /** The bean that a method returns, if it is one of interest. */
  Optional<Subject> bean(J.@Nullable MethodDeclaration method) {
    return method == null || method.getMethodType() == null || !Beans.isBean(method)
        ? Optional.empty()
        : sources.find(Beans.key(method.getMethodType()));
  }

  /** The variable or bean, if it stays and is to say why. */
  Optional<Subject> kept(String key) {
    return sources.find(key).filter(one -> !one.isMoved());
  }

  /** Whether it is declared for all classes, in place of a static block that starts it. */
  boolean isShared(Subject subject) {
    return subject.declared() != null
        && subject.isSingleton()
        && !sources.isEarly(subject.declared().owner())
        && sources.isOfTests(subject.declared().owner());
  }

  boolean isForeign(String type) {
    return sources.isForeign(type);
  }

  /** The sources that name Testcontainers afterwards. */
  Set<String> remains() {
    return remains;
  }

  /** The sources that start a Compose file's services by Mayfly afterwards. */
  Set<String> composed() {
    return composed;
  }

  /** The sources that name Spring's support for Testcontainers afterwards. */
  Set<String> springRemains() {
    return springRemains;
  }
}
