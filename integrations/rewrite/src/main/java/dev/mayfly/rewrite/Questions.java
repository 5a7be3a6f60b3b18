package dev.mayfly.rewrite;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;

/** Translates what a moved handle is asked, and what a command in it gave. */
final class Questions {

  private static final String SERVICE = "@service1";

  private final Plan plan;
  private final Set<String> imports;

  /**
   * A translator.
   *
   * @param imports gets the types that the translations name
   */
  Questions(Plan plan, Set<String> imports) {
    this.plan = plan;
    this.imports = imports;
  }

  /** The product of a moved handle, or of what a command in it gave. */
  Optional<Product> product(@Nullable Expression select) {
    Optional<Subject> subject = plan.moved(Theirs.variable(select));
    if (subject.isPresent()) {
      return plan.product(subject.get());
    }
    return select instanceof J.MethodInvocation call
            && call.getSimpleName().equals("execInContainer")
            && plan.moved(Theirs.variable(call.getSelect())).isPresent()
        ? plan.product(Theirs.typeName(call.getType()))
        : Optional.empty();
  }

  /**
   * What is asked by a call.
   *
   * @param call as it was
   * @param visited with its parts moved
   * @param selected whether something is asked of the answer
   */
  Expression asked(J.MethodInvocation call, J.MethodInvocation visited, boolean selected) {
    Product product = product(call.getSelect()).orElseThrow();
    Optional<Subject> subject = plan.moved(Theirs.variable(call.getSelect()));
    String method = call.getSimpleName();
    List<Expression> arguments = Theirs.arguments(visited.getArguments());
    String ours =
        Getters.find(product, method, Theirs.arguments(call.getArguments()), false).orElseThrow();
    boolean boxed = product.portGetter(method, arguments).isPresent();
    Rendering code = new Rendering();
    String text =
        filled(code, ours, subject, Objects.requireNonNull(visited.getSelect()), arguments);
    code.add(
        selected && boxed
            ? "Integer.valueOf(" + text + ")"
            : selected && text.contains(" + ") ? "(" + text + ")" : text);
    return tree(code).withPrefix(visited.getPrefix());
  }

  /**
   * What is asked by a reference to a method.
   *
   * @param reference as it was
   * @param visited with its parts moved
   */
  J referred(J.MemberReference reference, J.MemberReference visited, Subject subject) {
    Product product = plan.product(subject).orElseThrow();
    String method = reference.getReference().getSimpleName();
    String ours = Getters.find(product, method, List.of(), true).orElseThrow();
    if (ours.matches("\\$h\\.\\w+\\((\\$1|\\$\\*)?\\)")) {
      String name = ours.substring(3, ours.indexOf('('));
      J.Identifier named = visited.getReference().withType(null).withFieldType(null);
      return visited
          .withReference(named.withSimpleName(name))
          .withMethodType(null)
          .withVariableType(null);
    }
    Rendering code = new Rendering();
    code.add(
        "() -> " + filled(code, ours, Optional.of(subject), visited.getContaining(), List.of()));
    return tree(code).withPrefix(visited.getPrefix());
  }

  private Expression tree(Rendering code) {
    imports.addAll(code.imports());
    return plan.snippets().expression(code.text(), code.parts());
  }

  private String filled(
      Rendering code,
      String ours,
      Optional<Subject> subject,
      Expression handle,
      List<Expression> arguments) {
    String text = code.filled(ours, arguments);
    if (text.contains("@first") && subject.isPresent()) {
      Expression first = plan.firstPort(subject.get());
      int own = plan.product(subject.get()).orElseThrow().port();
      text = text.replace("@first", first == null ? Integer.toString(own) : code.part(first));
    }
    if (text.contains(SERVICE) && subject.isPresent()) {
      ServiceNames services = plan.services(subject.get());
      text = text.replace(SERVICE, services.render(code, arguments.get(0)));
    }
    return text.contains("$h") ? text.replace("$h", code.part(handle)) : text;
  }
}
