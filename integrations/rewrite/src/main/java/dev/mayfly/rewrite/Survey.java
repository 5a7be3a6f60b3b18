package dev.mayfly.rewrite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openrewrite.java.JavaIsoVisitor;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.Flag;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.JavaType;
import org.openrewrite.java.tree.TypeTree;

/** Looks at sources for everything that is declared with Testcontainers, and at how it is used. */
final class Survey extends JavaIsoVisitor<Sources> {

  private static final List<String> LINKS = List.of("dependsOn", "withNetwork");
  private static final String HANDED_ON =
      "it is handed on as a type of Testcontainers, which ours is not";

  @Override
  public J.Import visitImport(J.Import imported, Sources sources) {
    return imported;
  }

  @Override
  public J.ClassDeclaration visitClassDeclaration(J.ClassDeclaration type, Sources sources) {
    JavaType.FullyQualified declared = type.getType();
    if (declared != null) {
      J.CompilationUnit unit = getCursor().firstEnclosingOrThrow(J.CompilationUnit.class);
      sources.addClass(declared, unit);
    }
    return super.visitClassDeclaration(type, sources);
  }

  @Override
  public J.Annotation visitAnnotation(J.Annotation annotation, Sources sources) {
    if (Theirs.is(annotation, Theirs.IMPORT) && annotation.getArguments() != null) {
      annotation.getArguments().forEach(one -> sources.imported(Code.print(one)));
    }
    return super.visitAnnotation(annotation, sources);
  }

  @Override
  public J.VariableDeclarations visitVariableDeclarations(
      J.VariableDeclarations declaration, Sources sources) {
    boolean annotated = has(declaration, Theirs.CONTAINER);
    Map<String, Subject> together = new LinkedHashMap<>();
    for (J.VariableDeclarations.NamedVariable one : declaration.getVariables()) {
      JavaType.Variable variable = one.getVariableType();
      if (one.getInitializer() == null) {
        Beans.taken(one.getType()).forEach(sources::injected);
      }
      if (variable != null && Theirs.isOfInterest(one.getType())) {
        Subject subject = sources.subject(Theirs.key(variable));
        declare(subject, declaration, one);
        if (annotated && Theirs.isCompose(one.getType())) {
          sources.composed(subject, getCursor().firstEnclosingOrThrow(J.ClassDeclaration.class));
        }
        together.put(subject.key(), subject);
      } else if (variable != null && Code.string(one.getInitializer()) != null) {
        sources.constant(Theirs.key(variable), Code.string(one.getInitializer()));
      } else if (annotated) {
        sources.foreign(getCursor().firstEnclosingOrThrow(J.ClassDeclaration.class));
      }
    }
    together.values().forEach(one -> one.companions().addAll(together.keySet()));
    return super.visitVariableDeclarations(declaration, sources);
  }

  private void declare(
      Subject subject,
      J.VariableDeclarations declaration,
      J.VariableDeclarations.NamedVariable one) {
    boolean connected = has(declaration, Theirs.SERVICE_CONNECTION);
    boolean isStatic = declaration.hasModifier(J.Modifier.Type.Static);
    describe(
        subject, one.getSimpleName(), one.getType(), isStatic, isAnnotated(declaration), connected);
    if (one.getInitializer() != null) {
      subject.values().add(one.getInitializer());
    }
    Object around = getCursor().getParentTreeCursor().getValue();
    if (around instanceof J.MethodDeclaration) {
      subject.reasons().add("it is a method's parameter");
    }
    if (around instanceof J.Try.Resource && Theirs.isNetwork(one.getType())) {
      subject.reasons().add("it is closed after the block, and Mayfly's go with the run");
    }
    if (connected && !isStatic) {
      subject
          .reasons()
          .add(
              "@ServiceConnection wants a static field, since an instance's container is new for each test");
    }
    declaration.getLeadingAnnotations().stream()
        .filter(annotation -> Theirs.simpleName(annotation.getType()).matches("Rule|ClassRule"))
        .forEach(rule -> subject.reasons().add("it is a rule of JUnit 4"));
  }

  private void describe(
      Subject subject,
      String name,
      @Nullable JavaType type,
      boolean isStatic,
      boolean annotated,
      boolean connected) {
    J.ClassDeclaration owner = getCursor().firstEnclosingOrThrow(J.ClassDeclaration.class);
    J.CompilationUnit unit = getCursor().firstEnclosingOrThrow(J.CompilationUnit.class);
    subject.declare(
        new Subject.Declared(
            name,
            Theirs.typeName(owner.getType()),
            unit.getSourcePath().toString(),
            Theirs.isContainer(type),
            isStatic || owner.getKind() == J.ClassDeclaration.Kind.Type.Interface,
            annotated,
            connected));
  }

  /** Whether it has a {@code @Container}, theirs or, after an earlier run, ours. */
  private static boolean isAnnotated(J.VariableDeclarations declaration) {
    return declaration.getLeadingAnnotations().stream()
        .anyMatch(one -> one.getSimpleName().equals("Container"));
  }

  private static boolean has(J.VariableDeclarations declaration, String annotation) {
    return declaration.getLeadingAnnotations().stream().anyMatch(one -> Theirs.is(one, annotation));
  }

  @Override
  public J.MethodDeclaration visitMethodDeclaration(J.MethodDeclaration method, Sources sources) {
    JavaType.Method type = method.getMethodType();
    // what was moved before has no type, and its method still the old one
    TypeTree returned = method.getReturnTypeExpression();
    if (type != null
        && returned != null
        && Theirs.isContainer(returned.getType())
        && Beans.isBean(method)) {
      Subject subject = sources.subject(Beans.key(type));
      boolean connected =
          method.getLeadingAnnotations().stream()
              .anyMatch(one -> Theirs.is(one, Theirs.SERVICE_CONNECTION));
      describe(subject, method.getSimpleName(), type.getReturnType(), true, false, connected);
      Expression value = Beans.returned(method);
      if (value == null) {
        subject.reasons().add("the method does more than to return a new container");
      } else {
        subject.values().add(value);
      }
    }
    return super.visitMethodDeclaration(method, sources);
  }

  @Override
  public J.MethodInvocation visitMethodInvocation(J.MethodInvocation call, Sources sources) {
    JavaType.Method type = call.getMethodType();
    if (type != null
        && type.hasFlags(Flag.Static)
        && Places.when(getCursor()) != Places.When.LATER) {
      sources.early(type.getDeclaringType().getFullyQualifiedName());
    }
    if (call.getMethodType() != null && Theirs.isContainer(call.getMethodType().getReturnType())) {
      sources
          .find(Beans.key(call.getMethodType()))
          .ifPresent(bean -> bean.reasons().add(HANDED_ON));
    }
    return super.visitMethodInvocation(call, sources);
  }

  @Override
  public J.FieldAccess visitFieldAccess(J.FieldAccess access, Sources sources) {
    use(access, sources);
    if (access.getSimpleName().equals("class")) {
      Beans.taken(access.getTarget().getType()).forEach(sources::injected);
    }
    return super.visitFieldAccess(access, sources);
  }

  @Override
  public J.Identifier visitIdentifier(J.Identifier name, Sources sources) {
    Object parent = getCursor().getParentTreeCursor().getValue();
    boolean isName =
        (parent instanceof J.FieldAccess access && access.getName().getId().equals(name.getId()))
            || parent instanceof J.VariableDeclarations.NamedVariable;
    boolean isInitializer =
        parent instanceof J.VariableDeclarations.NamedVariable variable
            && variable.getInitializer() != null
            && variable.getInitializer().getId().equals(name.getId());
    if (!isName || isInitializer) {
      use(name, sources);
    }
    return super.visitIdentifier(name, sources);
  }

  private void use(Expression tree, Sources sources) {
    JavaType.Variable variable = Theirs.variable(tree);
    if (variable == null
        || !Theirs.isOfInterest(variable.getType())
        || Theirs.typeName(
                variable.getOwner() instanceof JavaType.FullyQualified type ? type : null)
            .startsWith(Theirs.PACKAGE)) {
      return;
    }
    sources.uses(getCursor().firstEnclosingOrThrow(J.CompilationUnit.class));
    Subject subject = sources.subject(Theirs.key(variable));
    Object parent = getCursor().getParentTreeCursor().getValue();
    if (parent instanceof J.MethodInvocation call) {
      called(subject, call, tree, sources);
    } else if (parent instanceof J.MemberReference reference) {
      String method = reference.getReference().getSimpleName();
      subject.uses().add(new Subject.Use(method, List.of(), true, Places.When.LATER));
    } else if (parent instanceof J.Assignment assignment && assignment.getVariable() == tree) {
      subject.values().add(assignment.getAssignment());
    } else if (!(parent instanceof J.NewClass) || !link(subject, sources)) {
      subject.reasons().add(HANDED_ON);
    }
  }

  private void called(Subject subject, J.MethodInvocation call, Expression tree, Sources sources) {
    String method = call.getSimpleName();
    boolean isSelect = call.getSelect() != null && call.getSelect().getId().equals(tree.getId());
    if (isSelect) {
      List<Expression> arguments = Theirs.arguments(call.getArguments());
      subject.uses().add(new Subject.Use(method, arguments, false, Places.when(getCursor())));
      subject.reasons().addAll(UseSite.reasons(getCursor().getParentTreeCursor(), call));
    } else if (method.equals(Theirs.DEEP_START)) {
      subject.uses().add(new Subject.Use(method, List.of(), false, Places.when(getCursor())));
      call.getArguments().stream()
          .map(Theirs::variable)
          .filter(Objects::nonNull)
          .map(Theirs::key)
          .forEach(subject.companions()::add);
    } else if (!LINKS.contains(method) || !link(subject, sources)) {
      subject.reasons().add(HANDED_ON);
    }
  }

  /** Ties it to what it is a part of the description of; false if that is nothing of interest. */
  private boolean link(Subject subject, Sources sources) {
    String whole = Places.described(getCursor());
    if (whole == null) {
      return false;
    }
    subject.companions().add(whole);
    sources.subject(whole).companions().add(subject.key());
    return true;
  }
}
