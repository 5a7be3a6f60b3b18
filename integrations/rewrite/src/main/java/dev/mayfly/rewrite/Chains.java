package dev.mayfly.rewrite;

import java.util.List;
import java.util.Optional;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.JavaType;

/**
 * Translates what a variable is initialised with: {@code new PostgreSQLContainer<>("…").with…(…)},
 * a network, an image's name.
 */
final class Chains {

  private final Equivalents table;
  private final Images images;

  /**
   * A translator.
   *
   * @param images what is known of images' names
   */
  Chains(Equivalents table, Images images) {
    this.table = table;
    this.images = images;
  }

  /** The product that a value is of, unless it is of none that ours stands for. */
  Optional<Product> product(Expression value) {
    if (!Theirs.isContainer(value.getType())) {
      return table.product(Theirs.typeName(value.getType()));
    }
    return CallChain.of(value).start() instanceof J.NewClass made && made.getBody() == null
        ? table.product(Theirs.typeName(made.getType()))
        : Optional.empty();
  }

  /** The services' names of a project of Compose that is such a value. */
  ServiceNames services(Expression value) {
    return new ServiceNames(images, CallChain.of(value).start().getType());
  }

  /** Our code for a value, or why there is none. */
  Rendering render(Expression value, String networkName) {
    Rendering code = new Rendering();
    if (Theirs.isNetwork(value.getType())) {
      return network(code, value, networkName);
    }
    if (Theirs.isImageName(value.getType())) {
      return code.add("ImageName.parse(").add(images.text(code, value)).add(")");
    }
    return Theirs.isExecResult(value.getType())
        ? executed(code, value)
        : container(code, CallChain.of(value));
  }

  private static Rendering network(Rendering code, Expression value, String name) {
    return Code.print(value).endsWith("Network.newNetwork()")
        ? code.add("Network.of(" + Code.quoted(name) + ")")
        : code.refuse("only a network of Network.newNetwork() has a twin, Network.of(name)");
  }

  /** What a command gave, which is moved with the container that it ran in. */
  private static Rendering executed(Rendering code, Expression value) {
    JavaType.Variable handle =
        value instanceof J.MethodInvocation call ? Theirs.variable(call.getSelect()) : null;
    if (handle == null) {
      return code.refuse("it comes from something else than a variable's execInContainer(…)");
    }
    code.need(Theirs.key(handle));
    return code.add(code.part(value));
  }

  private Rendering container(Rendering code, CallChain chain) {
    if (!(chain.start() instanceof J.NewClass made)) {
      return code.refuse("it is not made here by a constructor");
    }
    Optional<Product> product = table.product(Theirs.typeName(made.getType()));
    if (product.isEmpty() || made.getBody() != null) {
      return code.refuse(without(made));
    }
    code.importing(product.get().type()).add(product.get().name());
    if (Theirs.isCompose(made.getType())) {
      ComposeFiles.add(code, chain, made, images);
      return code;
    }
    image(code, product.get(), Theirs.arguments(made.getArguments()));
    String space = chain.calls().isEmpty() ? "" : Options.space(chain.calls().get(0));
    product
        .get()
        .defaults()
        .forEach(
            (ours, theirs) -> {
              if (theirs.stream().noneMatch(option -> chain.call(option).isPresent())) {
                code.add(space + "." + ours);
              }
            });
    Options options = new Options(product.get(), chain);
    chain.calls().forEach(call -> options.add(code, call));
    return code;
  }

  private static String without(J.NewClass made) {
    String name = Theirs.simpleName(made.getType());
    boolean theirs = Theirs.typeName(made.getType()).startsWith(Theirs.PACKAGE);
    return made.getBody() == null && theirs
        ? "Mayfly has nothing that stands for " + name
        : "it is a class of its own that extends Testcontainers'; see Mayfly's guide to writing a module";
  }

  private void image(Rendering code, Product product, List<Expression> arguments) {
    if (arguments.size() != 1) {
      code.refuse("its constructor has other arguments than the image's name");
      return;
    }
    Expression image = arguments.get(0);
    JavaType.Variable variable = Theirs.variable(image);
    String known = images.name(image);
    if (known == null
        ? !product.image().pattern().equals(".*")
        : !product.image().matcher(known).matches()) {
      code.refuse(
          "Mayfly's "
              + product.name()
              + " runs images like "
              + product.image()
              + (known == null
                  ? ", and which one this is, is not written here"
                  : ", not " + known));
    }
    if (variable != null && Theirs.isImageName(image.getType())) {
      code.need(Theirs.key(variable));
      code.add(".of(" + code.part(image) + ")");
    } else {
      code.add(".of(").add(images.text(code, image)).add(")");
    }
  }
}
