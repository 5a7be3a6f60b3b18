package dev.mayfly.rewrite;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openrewrite.internal.ListUtils;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.Space;
import org.openrewrite.java.tree.TypeTree;

/** Puts our annotations in the place of theirs. */
final class Annotations {

  static final String SUBCLASS =
      "a class that extends one of Testcontainers' stays; what is of Mayfly's own is written as the"
          + " guide to writing a module says";
  static final String ENABLED = "dev.mayfly.junit.EnabledIfEngine";

  private static final String CONTAINER = "dev.mayfly.junit.Container";
  private static final String SCOPE = "dev.mayfly.junit.ContainerScope";
  private static final String CONNECTION = "dev.mayfly.spring.ServiceConnection";

  private final Plan plan;
  private final Snippets snippets;
  private final Set<String> imports;

  Annotations(Plan plan, Set<String> imports) {
    this.plan = plan;
    this.snippets = plan.snippets();
    this.imports = imports;
  }

  /** Whether tests are to be skipped where there is no engine. */
  static boolean isOptional(J.ClassDeclaration type) {
    return type.getLeadingAnnotations().stream()
        .filter(one -> Theirs.is(one, Theirs.TESTCONTAINERS) && one.getArguments() != null)
        .flatMap(one -> one.getArguments().stream())
        .anyMatch(one -> Code.print(one).replace(" ", "").equals("disabledWithoutDocker=true"));
  }

  /** The class with what skips its tests where there is no engine. */
  J.ClassDeclaration enabled(J.ClassDeclaration type) {
    return type.withLeadingAnnotations(
        ListUtils.map(
            type.getLeadingAnnotations(),
            one -> Theirs.is(one, Theirs.TESTCONTAINERS) ? like(one, "@EnabledIfEngine") : one));
  }

  /** A declaration that is moved, with our annotations, and a scope and needs if it has them. */
  J.VariableDeclarations ofMoved(J.VariableDeclarations declaration, Subject subject) {
    boolean shared = plan.isShared(subject);
    String container = "@Container" + attributes(subject, shared);
    J.VariableDeclarations moved =
        declaration.withLeadingAnnotations(
            ListUtils.map(declaration.getLeadingAnnotations(), one -> ours(one, container)));
    return shared ? annotated(moved, container) : moved;
  }

  /** A bean's method that is moved. */
  J.MethodDeclaration ofBean(J.MethodDeclaration method) {
    return method.withLeadingAnnotations(
        ListUtils.map(method.getLeadingAnnotations(), one -> ours(one, "@Container")));
  }

  /** A container of theirs, which our extension starts. */
  J.VariableDeclarations ofKept(J.VariableDeclarations declaration) {
    return declaration.withLeadingAnnotations(
        ListUtils.map(
            declaration.getLeadingAnnotations(),
            one -> Theirs.is(one, Theirs.CONTAINER) ? ours(one, "@Container") : one));
  }

  private J.Annotation ours(J.Annotation annotation, String container) {
    if (Theirs.is(annotation, Theirs.CONTAINER)) {
      imports.add(CONTAINER);
      return like(annotation, container);
    }
    if (Theirs.is(annotation, Theirs.SERVICE_CONNECTION)) {
      imports.add(CONNECTION);
      return typed(like(annotation, "@ServiceConnection"), annotation.getArguments());
    }
    return annotation;
  }

  /** Ours has no names, since it knows containers by their types. */
  private static J.Annotation typed(J.Annotation ours, @Nullable List<Expression> theirs) {
    List<Expression> types =
        (theirs == null ? List.<Expression>of() : theirs)
            .stream().filter(one -> Code.print(one).matches("(?s)type\\s*=.*")).toList();
    return types.isEmpty()
        ? ours
        : ours.withArguments(ListUtils.mapFirst(types, one -> one.withPrefix(Space.EMPTY)));
  }

  private String attributes(Subject subject, boolean shared) {
    List<String> attributes = new ArrayList<>();
    if (shared) {
      imports.add(CONTAINER);
      imports.add(SCOPE);
      attributes.add("scope = ContainerScope.SUITE");
    }
    Set<String> needs = new LinkedHashSet<>();
    for (Expression value : subject.values()) {
      needs.addAll(plan.render(subject, value).dependencies().keySet());
    }
    if (!needs.isEmpty()) {
      String names = needs.stream().map(Code::quoted).collect(Collectors.joining(", "));
      attributes.add("dependsOn = " + (needs.size() == 1 ? names : "{" + names + "}"));
    }
    return attributes.isEmpty() ? "" : "(" + String.join(", ", attributes) + ")";
  }

  /** The declaration with one more annotation, on a line of its own before everything. */
  private J.VariableDeclarations annotated(J.VariableDeclarations declaration, String code) {
    Space line = Space.format("\n" + declaration.getPrefix().getIndent());
    List<J.Annotation> there = declaration.getLeadingAnnotations();
    List<J.Annotation> annotations = new ArrayList<>();
    annotations.add(snippets.annotation(code).withPrefix(Space.EMPTY));
    annotations.addAll(ListUtils.mapFirst(there, one -> one.withPrefix(line)));
    J.VariableDeclarations annotated = declaration.withLeadingAnnotations(annotations);
    if (!there.isEmpty()) {
      return annotated;
    }
    TypeTree type = annotated.getTypeExpression();
    List<J.Modifier> modifiers = new ArrayList<>(annotated.getModifiers());
    if (modifiers.isEmpty() && type != null) {
      return annotated.withTypeExpression(type.withPrefix(line));
    }
    modifiers.set(0, modifiers.get(0).withPrefix(line));
    return annotated.withModifiers(modifiers);
  }

  private J.Annotation like(J.Annotation annotation, String code) {
    return snippets.annotation(code).withPrefix(annotation.getPrefix());
  }
}
