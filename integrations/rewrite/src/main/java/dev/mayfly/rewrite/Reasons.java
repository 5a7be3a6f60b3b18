package dev.mayfly.rewrite;

import java.util.List;
import java.util.Map;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;

/** Why a method of theirs has no twin, and what to do instead. */
final class Reasons {

  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("withReuse", "scope = ContainerScope.BUILD shares a container between runs"),
          Map.entry(
              "withCreateContainerCmdModifier",
              "customize(spec -> …) has options for it, or createRequestPatch(json)"),
          Map.entry(
              "withLogConsumer",
              "customize(spec -> spec.logConsumer(line -> …)), or mayfly.logs=slf4j"),
          Map.entry("followOutput", "running().followLogs(line -> …)"),
          Map.entry("withStartupAttempts", "Mayfly starts once, and says why that failed"),
          Map.entry(
              "withImagePullPolicy",
              "customize(spec -> spec.pull(PullPolicy.…)), or the setting mayfly.pull for all containers"),
          Map.entry(
              "withStartupCheckStrategy", "ReadyWhen.exit(0) is for containers that do one thing"),
          Map.entry("withAccessToHost", "customize(spec -> spec.exposeHostPort(…))"),
          Map.entry("withFixedExposedPort", "customize(spec -> spec.fixedPort(…))"),
          Map.entry("setPortBindings", "customize(spec -> spec.fixedPort(…))"),
          Map.entry("withNetworkMode", "customize(spec -> spec.network(NetworkSpec.existing(…)))"),
          Map.entry("withFileSystemBind", "Mount.bind(…), with readOnly()"),
          Map.entry(
              "withClasspathResourceMapping",
              "copy(FileSource.resource(…), …), which can be written to"),
          Map.entry("withConfigurationOverride", "configFile(…), or setting(…)"),
          Map.entry("copyFileToContainer", "running().copyIn(CopiedFile.of(…))"),
          Map.entry("copyFileFromContainer", "running().readFile(…), or copyOut(…)"),
          Map.entry("withListener", "networkBootstrapServers() is for containers beside it"),
          Map.entry("withServices", "a project starts all, or those of profile(…)"),
          Map.entry("withOptions", "env(…), envFile(…) and profile(…) are ComposeProject's own"),
          Map.entry("getContainerByServiceName", "service(name) is a running container"),
          Map.entry("getDockerClient", "running() has what is asked of an engine"));

  private Reasons() {}

  /** Of an option in a description. */
  static String ofOption(J.MethodInvocation call, List<Expression> arguments) {
    return of(call.getSimpleName(), arguments.isEmpty() ? "()" : "(…)");
  }

  /** Of a method that is asked of a container. */
  static String ofMethod(String name) {
    return of(name, "(…)");
  }

  private static String of(String name, String arguments) {
    String advice = KNOWN.get(name);
    return name + arguments + " has no twin" + (advice == null ? "" : "; " + advice);
  }

  /** Of an option that a statement calls on a container that is there. */
  static String ofStatement(String name) {
    return name
        + "(…) changes the container in a statement, and Mayfly's options return a copy; put it into"
        + " the description";
  }
}
