package dev.mayfly.rewrite;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;

/** Translates what a container is waited for: Wait.for…(…). */
final class Waits {

  private final Rendering code;
  private final CallChain container;
  private @Nullable String timeout;

  /**
   * A translator.
   *
   * @param container the description that it stands in
   */
  Waits(Rendering code, CallChain container) {
    this.code = code;
    this.container = container;
  }

  /** How long is waited at most, if it says so. */
  Optional<String> timeout() {
    return Optional.ofNullable(timeout);
  }

  /** Our readiness, or says why there is none. */
  String render(Expression strategy) {
    CallChain chain = CallChain.of(strategy);
    J.MethodInvocation factory = factory(strategy, chain);
    if (factory == null) {
      return refused(
          "a strategy of waiting of its own has no twin; ReadyWhen.check(…) is the like");
    }
    List<Expression> given = Theirs.arguments(factory.getArguments());
    String ours =
        switch (factory.getSimpleName()) {
          case "forHttp" -> http("http", given, chain);
          case "forHttps" -> http("https", given, chain);
          case "forListeningPort", "defaultWaitStrategy" -> "ReadyWhen.ports()";
          case "forListeningPorts" -> ports(given);
          case "forHealthcheck" -> "ReadyWhen.healthy()";
          case "forSuccessfulCommand" ->
              code.filled("ReadyWhen.exec(\"/bin/sh\", \"-c\", $1)", given);
          case "forLogMessage" -> log(given);
          default -> refused("Wait." + factory.getSimpleName() + "(…) has no twin");
        };
    return ours + more(chain, factory);
  }

  private static J.@Nullable MethodInvocation factory(Expression strategy, CallChain chain) {
    if (!(strategy instanceof J.MethodInvocation) || chain.calls().isEmpty()) {
      return strategy instanceof J.MethodInvocation call && isOfWait(call) ? call : null;
    }
    J.MethodInvocation first = chain.calls().get(0);
    if (chain.start() instanceof J.MethodInvocation imported && isOfWait(imported)) {
      return imported;
    }
    return isOfWait(first) ? first : null;
  }

  private static boolean isOfWait(J.MethodInvocation call) {
    return call.getMethodType() != null
        && Theirs.typeName(call.getMethodType().getDeclaringType())
            .equals("org.testcontainers.containers.wait.strategy.Wait");
  }

  private String refused(String reason) {
    code.refuse(reason);
    return "";
  }

  private String http(String scheme, List<Expression> path, CallChain chain) {
    boolean tls = chain.call("usingTls").isPresent();
    String asked = code.filled("ReadyWhen." + (tls ? "https" : scheme) + "($1)", path);
    List<Expression> exposed =
        container.call("withExposedPorts").map(call -> call.getArguments()).orElse(List.of());
    if (chain.call("forPort").isEmpty() && exposed.size() > 1) {
      asked += ".port(" + code.part(exposed.get(0)) + ")";
    }
    return chain.call("forStatusCode").isEmpty() ? asked + ".status(200)" : asked;
  }

  private String ports(List<Expression> ports) {
    return ports.stream()
        .map(port -> "ReadyWhen.port(" + code.part(port) + ")")
        .collect(Collectors.joining(", ", "ReadyWhen.allOf(", ")"));
  }

  private String log(List<Expression> given) {
    String regex = Code.string(given.get(0));
    String ours = regex == null ? null : LogLines.found(regex);
    if (ours == null) {
      return refused(
          "forLogMessage must match a whole line there, with its end, and ReadyWhen.log(…) finds a"
              + " part of one: this expression can't be told to mean the same");
    }
    boolean once = given.size() == 1 || Code.print(given.get(1)).equals("1");
    return "ReadyWhen.log("
        + Code.quoted(ours)
        + ")"
        + (once ? "" : ".times(" + code.part(given.get(1)) + ")");
  }

  /** What is said after the factory. */
  private String more(CallChain chain, J.MethodInvocation factory) {
    StringBuilder more = new StringBuilder();
    for (J.MethodInvocation call : chain.calls()) {
      List<Expression> given = Theirs.arguments(call.getArguments());
      switch (call.getId().equals(factory.getId()) ? "" : call.getSimpleName()) {
        case "", "usingTls" -> {}
        case "forStatusCode" -> more.append(code.filled(".status($1)", given));
        case "forPort" -> more.append(code.filled(".port($1)", given));
        case "withMethod" -> more.append(code.filled(".method($1)", given));
        case "withHeader" -> more.append(code.filled(".header($1, $2)", given));
        case "withBasicCredentials" -> more.append(code.filled(".basicAuth($1, $2)", given));
        case "withStartupTimeout" -> timeout = code.part(given.get(0));
        default -> code.refuse(Reasons.ofOption(call, given));
      }
    }
    return more.toString();
  }
}
