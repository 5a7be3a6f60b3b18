package dev.mayfly.rewrite;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openrewrite.java.JavaIsoVisitor;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.JavaType;

/** Translates the options in a container's description, {@code with…(…)}, one by one. */
final class Options {

  private final Product product;
  private final CallChain chain;

  Options(Product product, CallChain chain) {
    this.product = product;
    this.chain = chain;
  }

  /** Adds our code for a call, or says why there is none. */
  void add(Rendering code, J.MethodInvocation call) {
    List<Expression> arguments = Theirs.arguments(call.getArguments());
    switch (call.getSimpleName()) {
      case "withCommand" -> option(code, call, command(arguments));
      case "withNetwork" -> network(code, call, arguments.get(0));
      case "withNetworkAliases" -> requireNetwork(code);
      case "dependsOn" -> arguments.forEach(one -> dependency(code, one));
      case "withTmpFs" -> tmpfs(code, call, arguments.get(0));
      default -> listed(code, call, arguments);
    }
  }

  private void listed(Rendering code, J.MethodInvocation call, List<Expression> arguments) {
    Optional<String> ours = product.option(call.getSimpleName(), arguments);
    if (ours.isEmpty()) {
      code.refuse(Reasons.ofOption(call, arguments));
    } else if (!ours.get().equals("-")) {
      option(code, call, ours.get());
    }
  }

  /** Adds an option with the white space that was before theirs. */
  private void option(Rendering code, J.MethodInvocation call, String ours) {
    List<Expression> arguments = Theirs.arguments(call.getArguments());
    String filled = code.filled(ours, arguments);
    if (filled.contains("@file1")) {
      filled = filled.replace("@file1", FileArguments.source(code, arguments.get(0)));
    }
    Waits waits = new Waits(code, chain);
    if (filled.contains("@wait1")) {
      filled = filled.replace("@wait1", waits.render(arguments.get(0)));
    }
    plain(code, call, filled);
    waits.timeout().ifPresent(limit -> plain(code, call, "startTimeout(" + limit + ")"));
  }

  private void plain(Rendering code, J.MethodInvocation call, String ours) {
    String method = ours.substring(0, ours.indexOf('('));
    String before = space(call);
    if (method.equals("readyWhen") && !product.hasMethod(method)) {
      String wait = ours.substring(method.length() + 1, ours.length() - 1);
      String both = "ReadyWhen.allOf(spec.readiness(), " + wait + ")";
      code.add(before + ".customize(spec -> spec.readyWhen(" + both + "))");
      call.getArguments().forEach(one -> requireForLambda(code, one));
    } else if (isOptionOfSpec(method) && !product.hasMethod(method)) {
      code.add(before + ".customize(spec -> spec." + ours + ")");
      call.getArguments().forEach(one -> requireForLambda(code, one));
    } else {
      code.add(before + "." + ours);
    }
  }

  /** What is before the dot of a call. */
  static String space(J.MethodInvocation call) {
    var select = call.getPadding().getSelect();
    return select == null ? "" : Code.space(select.getAfter());
  }

  /** Whether the table has it for all products. */
  private static boolean isOptionOfSpec(String method) {
    return List.of(
            "env",
            "expose",
            "workingDirectory",
            "label",
            "extraHost",
            "sharedMemory",
            "startTimeout",
            "privileged",
            "copy",
            "mount",
            "readyWhen",
            "command",
            "network")
        .contains(method);
  }

  /** In a lambda stands nothing that changes, and nothing that throws what must be declared. */
  private static void requireForLambda(Rendering code, Expression argument) {
    new JavaIsoVisitor<Rendering>() {
      @Override
      public J.Identifier visitIdentifier(J.Identifier name, Rendering code) {
        JavaType.Variable variable = name.getFieldType();
        if (variable != null && Theirs.isLocal(variable)) {
          code.refuse(
              "an option needs the local variable " + name.getSimpleName() + " in a lambda");
        }
        return name;
      }

      @Override
      public J.MethodInvocation visitMethodInvocation(J.MethodInvocation call, Rendering code) {
        JavaType.Method type = call.getMethodType();
        if (type != null && !type.getThrownExceptions().isEmpty()) {
          code.refuse("an option needs " + call.getSimpleName() + "(…), which throws, in a lambda");
        }
        return super.visitMethodInvocation(call, code);
      }
    }.visit(argument, code);
  }

  /** Testcontainers takes one string apart at its spaces. */
  private static String command(List<Expression> arguments) {
    if (arguments.size() != 1 || arguments.get(0).getType() instanceof JavaType.Array) {
      return "command($*)";
    }
    String whole = Code.string(arguments.get(0));
    return whole == null
        ? "command($1.split(\" \"))"
        : "command("
            + Arrays.stream(whole.split(" ")).map(Code::quoted).collect(Collectors.joining(", "))
            + ")";
  }

  private void network(Rendering code, J.MethodInvocation call, Expression network) {
    String aliases =
        chain
            .call("withNetworkAliases")
            .map(names -> ", " + code.filled("$*", names.getArguments()))
            .orElse("");
    JavaType.Variable variable = Theirs.variable(network);
    if (variable == null || !Theirs.isNetwork(network.getType())) {
      code.refuse("its network is no variable");
    } else if (variable.getName().equals("SHARED")) {
      code.add(
          space(call) + ".customize(spec -> spec.network(NetworkSpec.session()" + aliases + "))");
    } else {
      code.need(Theirs.key(variable));
      plain(code, call, "network(" + code.part(network) + aliases + ")");
    }
  }

  private void requireNetwork(Rendering code) {
    if (chain.call("withNetwork").isEmpty()) {
      code.refuse("withNetworkAliases without withNetwork gives no name there, and would here");
    }
  }

  private static void dependency(Rendering code, Expression other) {
    JavaType.Variable variable = Theirs.variable(other);
    if (variable == null) {
      code.refuse("dependsOn names something else than a field");
    } else {
      code.need(Theirs.key(variable));
      code.dependOn(variable.getName(), Theirs.key(variable));
    }
  }

  private void tmpfs(Rendering code, J.MethodInvocation call, Expression map) {
    boolean written =
        Code.print(map).startsWith("Map.of(")
            || Code.print(map).startsWith("Collections.singletonMap(");
    List<Expression> pairs =
        written && map instanceof J.MethodInvocation made ? made.getArguments() : List.of();
    StringBuilder mounts = new StringBuilder();
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      if (!"rw".equals(Code.string(pairs.get(i + 1)))) {
        code.refuse("withTmpFs has options of the file system, and Mount.tmpfs has a size alone");
      }
      mounts
          .append(i == 0 ? "" : ", ")
          .append("Mount.tmpfs(")
          .append(code.part(pairs.get(i)))
          .append(")");
    }
    if (pairs.isEmpty()) {
      code.refuse("withTmpFs has a map that is not written here");
    } else {
      plain(code, call, "mount(" + mounts + ")");
    }
  }
}
