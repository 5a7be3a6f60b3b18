package dev.mayfly.rewrite;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.JavaType;
import org.openrewrite.java.tree.TypeUtils;

/** Translates {@code new ComposeContainer(new File("compose.yml"))} and its options. */
final class ComposeFiles {

  private static final String FILE = "java.io.File";

  /** What always is so here. */
  private static final Set<String> USUAL =
      Set.of(
          "withLocalCompose(true)",
          "withLocalCompose(false)",
          "withBuild(true)",
          "withBuild(false)",
          "withPull(true)",
          "withPull(false)",
          "withTailChildContainers(true)",
          "withTailChildContainers(false)",
          "withRemoveVolumes(true)");

  private final Rendering code;
  private final CallChain chain;
  private final ServiceNames services;
  private final Set<String> awaited = new HashSet<>();

  private ComposeFiles(Rendering code, CallChain chain, ServiceNames services) {
    this.code = code;
    this.chain = chain;
    this.services = services;
  }

  /** Adds our code for a project, or says why there is none. */
  static void add(Rendering code, CallChain chain, J.NewClass made, Images strings) {
    ComposeFiles files = new ComposeFiles(code, chain, new ServiceNames(strings, made.getType()));
    files.named(Theirs.arguments(made.getArguments()));
    chain.calls().forEach(files::option);
  }

  /** Without an identifier or an image before the files. */
  private void named(List<Expression> arguments) {
    List<Expression> files =
        arguments.stream().filter(one -> TypeUtils.isOfClassType(one.getType(), FILE)).toList();
    int others = arguments.size() - files.size();
    if (files.isEmpty() || others > 1 || (others == 1 && files.contains(arguments.get(0)))) {
      code.refuse("its files are not written as new File(…)");
    }
    for (int i = 0; i < files.size(); i++) {
      String path = path(files.get(i));
      code.add(
          i == 0
              ? ".of(" + (path == null ? code.part(files.get(i)) + ".toPath()" : path) + ")"
              : ".override("
                  + (path == null ? code.part(files.get(i)) + ".getPath()" : path)
                  + ")");
    }
  }

  private @Nullable String path(Expression file) {
    return file instanceof J.NewClass made
            && made.getArguments().size() == 1
            && TypeUtils.isString(made.getArguments().get(0).getType())
        ? code.part(made.getArguments().get(0))
        : null;
  }

  private void option(J.MethodInvocation call) {
    List<Expression> arguments = Theirs.arguments(call.getArguments());
    String method = call.getSimpleName();
    switch (method + "/" + arguments.size()) {
      case "withExposedService/2" -> {} // the file opens it
      case "withExposedService/3", "withExposedService/4" -> exposed(call, arguments);
      case "waitingFor/2" -> awaited(call, arguments.get(0), arguments.get(1));
      case "withEnv/2" -> put(call, "env($1, $2)", arguments);
      case "withScaledService/2" -> put(call, "scale($1, $2)", arguments);
      case "withStartupTimeout/1" -> put(call, "startTimeout($1)", arguments);
      default -> {
        boolean copies = method.equals("withCopyFilesInContainer"); // for a Compose in a container
        if (!copies && !USUAL.contains(method + "(" + Code.print(arguments) + ")")) {
          code.refuse(Reasons.ofOption(call, arguments));
        }
      }
    }
  }

  /** A port is opened by the file; what is waited for is said here. */
  private void exposed(J.MethodInvocation call, List<Expression> arguments) {
    Expression last = arguments.get(arguments.size() - 1);
    boolean isOfFirst = arguments.size() == 3 || Code.print(arguments.get(1)).equals("1");
    if (last.getType() != JavaType.Primitive.Int) {
      if (!isOfFirst) {
        code.refuse("what one of several containers of a service is waited for has no twin");
      }
      awaited(call, arguments.get(0), last);
    }
  }

  private void awaited(J.MethodInvocation call, Expression service, Expression strategy) {
    String name = services.render(code, service);
    if (!awaited.add(Code.print(service))) {
      code.refuse(
          "a service is waited for twice; readyWhen(service, ReadyWhen.allOf(…)) is the like");
    }
    Waits waits = new Waits(code, chain);
    String wait = waits.render(strategy);
    waits
        .timeout()
        .ifPresent(
            limit ->
                code.refuse(
                    "one service has a time-out of its own; startTimeout(…) is for each of them"));
    code.add(Options.space(call) + ".readyWhen(" + name + ", " + wait + ")");
  }

  private void put(J.MethodInvocation call, String ours, List<Expression> arguments) {
    code.add(Options.space(call) + "." + ours, arguments);
  }
}
