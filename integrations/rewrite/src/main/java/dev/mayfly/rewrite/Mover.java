package dev.mayfly.rewrite;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openrewrite.ExecutionContext;
import org.openrewrite.java.AnnotationMatcher;
import org.openrewrite.java.JavaVisitor;
import org.openrewrite.java.RemoveAnnotationVisitor;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.JavaType;
import org.openrewrite.java.tree.TypeTree;

/** Rewrites what one source declares and holds, as the plan says. Not thread-safe. */
final class Mover extends JavaVisitor<ExecutionContext> {

  private final Plan plan;
  private final Annotations annotations;
  private final Questions questions;
  private final Set<String> imports = new LinkedHashSet<>();

  Mover(Plan plan) {
    this.plan = plan;
    this.annotations = new Annotations(plan, imports);
    this.questions = new Questions(plan, imports);
  }

  /** The types that the source now names. */
  Set<String> imports() {
    return imports;
  }

  @Override
  public J visitCompilationUnit(J.CompilationUnit unit, ExecutionContext context) {
    imports.clear();
    J.CompilationUnit moved = (J.CompilationUnit) super.visitCompilationUnit(unit, context);
    Theirs.imported(unit).forEach(this::maybeRemoveImport);
    if (imports.contains("dev.mayfly.compose.ComposeProject")) {
      maybeRemoveImport("java.io.File"); // in which a Compose file was named
    }
    imports.forEach(type -> maybeAddImport(type, null, false));
    return moved;
  }

  @Override
  public J visitImport(J.Import imported, ExecutionContext context) {
    return imported;
  }

  @Override
  public J visitClassDeclaration(J.ClassDeclaration type, ExecutionContext context) {
    J.ClassDeclaration moved = (J.ClassDeclaration) super.visitClassDeclaration(type, context);
    if (type.getExtends() != null && Theirs.isContainer(type.getExtends().getType())) {
      moved = moved.withPrefix(Remarks.before(moved.getPrefix(), List.of(Annotations.SUBCLASS)));
    }
    String name = Theirs.typeName(type.getType());
    if (type.getLeadingAnnotations().stream()
            .noneMatch(one -> Theirs.is(one, Theirs.TESTCONTAINERS))
        || plan.isForeign(name)) {
      return moved;
    }
    if (Annotations.isOptional(type)) {
      imports.add(Annotations.ENABLED);
      return annotations.enabled(moved);
    }
    doAfterVisit(new RemoveAnnotationVisitor(new AnnotationMatcher("@" + Theirs.TESTCONTAINERS)));
    return moved;
  }

  @Override
  public J visitVariableDeclarations(J.VariableDeclarations declaration, ExecutionContext context) {
    JavaType.Variable first = declaration.getVariables().get(0).getVariableType();
    J.VariableDeclarations visited =
        (J.VariableDeclarations) super.visitVariableDeclarations(declaration, context);
    Optional<Subject> moved = plan.moved(first);
    if (moved.isPresent()) {
      return moved(visited, moved.get(), declaration.getVariables().get(0).getType());
    }
    Optional<Subject> kept = first == null ? Optional.empty() : plan.kept(Theirs.key(first));
    return kept.isPresent() && !isParameter() ? kept(visited, kept.get()) : visited;
  }

  private boolean isParameter() {
    Object parent = getCursor().getParentTreeCursor().getValue();
    return parent instanceof J.MethodDeclaration || parent instanceof J.Lambda;
  }

  private J moved(J.VariableDeclarations declaration, Subject subject, @Nullable JavaType theirs) {
    TypeTree type = declaration.getTypeExpression();
    J.VariableDeclarations moved = declaration;
    if (type != null) {
      boolean inferred = type instanceof J.Identifier name && name.getSimpleName().equals("var");
      moved =
          moved.withTypeExpression(
              inferred
                  ? untyped((J.Identifier) type)
                  : named(subject, theirs).withPrefix(type.getPrefix()));
    }
    return annotations.ofMoved(moved, subject);
  }

  private J.Identifier named(Subject subject, @Nullable JavaType type) {
    String ours =
        Theirs.isNetwork(type)
            ? "dev.mayfly.Network"
            : Theirs.isImageName(type)
                ? "dev.mayfly.ImageName"
                : plan.product(subject).map(Product::type).orElseThrow();
    imports.add(ours);
    return (J.Identifier)
        plan.snippets().expression(ours.substring(ours.lastIndexOf('.') + 1), Map.of());
  }

  private J kept(J.VariableDeclarations declaration, Subject subject) {
    Subject.Declared declared = Objects.requireNonNull(subject.declared());
    J.VariableDeclarations kept = declaration;
    if (declared.isContainer() && !plan.isForeign(declared.owner())) {
      kept = annotations.ofKept(kept);
    }
    if (!declared.isContainer() && !Theirs.isNetwork(declaration.getType())) {
      return kept;
    }
    List<String> remarks = Remarks.ofKept(declared.name(), subject.reasons());
    boolean ofBlock = getCursor().getParentTreeCursor().getValue() instanceof J.Block;
    return kept.withPrefix(
        ofBlock
            ? Remarks.before(kept.getPrefix(), remarks)
            : Remarks.within(kept.getPrefix(), remarks));
  }

  @Override
  public J visitVariable(J.VariableDeclarations.NamedVariable variable, ExecutionContext context) {
    Optional<Subject> subject = plan.moved(variable.getVariableType());
    if (subject.isEmpty()) {
      return super.visitVariable(variable, context);
    }
    Expression value = variable.getInitializer();
    J.VariableDeclarations.NamedVariable moved =
        variable.withName(untyped(variable.getName())).withVariableType(null);
    return value == null ? moved : moved.withInitializer(rendered(subject.get(), value, context));
  }

  private Expression rendered(Subject subject, Expression value, ExecutionContext context) {
    return tree(plan.render(subject, value), value, context);
  }

  /** The tree of our code, with the parts of theirs in it moved too. */
  private Expression tree(Rendering code, Expression theirs, ExecutionContext context) {
    imports.addAll(code.imports());
    Map<String, Expression> parts = new LinkedHashMap<>();
    code.parts().forEach((name, part) -> parts.put(name, (Expression) visitNonNull(part, context)));
    return plan.snippets().expression(code.text(), parts).withPrefix(theirs.getPrefix());
  }

  @Override
  public J visitAssignment(J.Assignment assignment, ExecutionContext context) {
    Optional<Subject> subject = plan.moved(Theirs.variable(assignment.getVariable()));
    if (subject.isEmpty()) {
      return super.visitAssignment(assignment, context);
    }
    Expression moved = rendered(subject.get(), assignment.getAssignment(), context);
    return assignment
        .withVariable((Expression) visitNonNull(assignment.getVariable(), context))
        .withAssignment(moved)
        .withType(null);
  }

  @Override
  public J visitMethodDeclaration(J.MethodDeclaration method, ExecutionContext context) {
    Optional<Subject> bean = plan.bean(method);
    J.MethodDeclaration visited =
        (J.MethodDeclaration) super.visitMethodDeclaration(method, context);
    TypeTree type = method.getReturnTypeExpression();
    if (bean.isEmpty() || type == null) {
      return visited;
    }
    if (!bean.get().isMoved()) {
      String name = Objects.requireNonNull(bean.get().declared()).name() + "()";
      return visited.withPrefix(
          Remarks.before(visited.getPrefix(), Remarks.ofKept(name, bean.get().reasons())));
    }
    return annotations
        .ofBean(visited)
        .withReturnTypeExpression(named(bean.get(), type.getType()).withPrefix(type.getPrefix()));
  }

  @Override
  public J visitReturn(J.Return returning, ExecutionContext context) {
    Optional<Subject> bean =
        plan.bean(getCursor().firstEnclosing(J.MethodDeclaration.class)).filter(Subject::isMoved);
    Expression value = returning.getExpression();
    return bean.isPresent()
            && value != null
            && bean.get().values().get(0).getId().equals(value.getId())
        ? returning.withExpression(rendered(bean.get(), value, context))
        : super.visitReturn(returning, context);
  }

  @Override
  public J visitBlock(J.Block block, ExecutionContext context) {
    return super.visitBlock(Starts.without(block, this::isShared), context);
  }

  private boolean isShared(JavaType.Variable variable) {
    return plan.moved(variable).filter(plan::isShared).isPresent();
  }

  @Override
  public J visitMethodInvocation(J.MethodInvocation call, ExecutionContext context) {
    boolean isAsked = questions.product(call.getSelect()).isPresent();
    J.MethodInvocation visited = (J.MethodInvocation) super.visitMethodInvocation(call, context);
    return isAsked ? questions.asked(call, visited, isSelect(call)) : visited;
  }

  private boolean isSelect(J.MethodInvocation call) {
    return getCursor().getParentTreeCursor().getValue() instanceof J.MethodInvocation parent
        && parent.getSelect() != null
        && parent.getSelect().getId().equals(call.getId());
  }

  @Override
  public J visitMemberReference(J.MemberReference reference, ExecutionContext context) {
    Optional<Subject> subject = plan.moved(Theirs.variable(reference.getContaining()));
    J.MemberReference visited = (J.MemberReference) super.visitMemberReference(reference, context);
    return subject.isPresent() ? questions.referred(reference, visited, subject.get()) : visited;
  }

  @Override
  public J visitIdentifier(J.Identifier name, ExecutionContext context) {
    return plan.moved(name.getFieldType()).isPresent() ? untyped(name) : name;
  }

  @Override
  public J visitFieldAccess(J.FieldAccess access, ExecutionContext context) {
    boolean moved = plan.moved(access.getName().getFieldType()).isPresent();
    J visited = super.visitFieldAccess(access, context);
    return moved && visited instanceof J.FieldAccess same ? same.withType(null) : visited;
  }

  private static J.Identifier untyped(J.Identifier name) {
    return name.withType(null).withFieldType(null);
  }
}
