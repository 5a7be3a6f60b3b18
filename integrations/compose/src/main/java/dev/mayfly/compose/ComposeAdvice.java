package dev.mayfly.compose;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one thing to try next when Compose has failed, chosen by its words. */
final class ComposeAdvice {

  private static final String ELSE = "docker compose %s %s must work.";

  /** In their order: the first that is found. What a group finds is put in; then the files. */
  private static final List<Rule> RULES =
      List.of(
          rule(
              "depends on undefined service \"?([\\w.-]+)",
              "choose the profile that \"%s\" is in, profile(…); or correct depends_on in the file,"
                  + " where required: false lets it be missing."),
          rule(
              "required variable (\\w+) is missing",
              "give it a value: env(\"%s\", …), or in .env or the environment."),
          rule(
              "env file (\\S+) not found",
              "write that file, or let the Compose file say required: false for it."),
          rule(
              "(?i)additional propert",
              "correct the name in the file, or install a Compose that knows it."),
          rule(
              "network (?:with name or ID )?([\\w.-]+):? (?:declared as external, but could |network )?"
                  + "not (?:be )?found",
              "docker network create %s, or take external away in a file that override(…) names."),
          rule(
              "external volume \"?([\\w.-]+)\"? not found",
              "docker volume create %s, or take external away in a file that override(…) names."),
          rule(
              "booting buildkit",
              "env(\"DOCKER_BUILDKIT\", \"0\"), or the same in the environment: the engine, as Podman,"
                  + " has no builder that Compose could use otherwise."),
          rule(
              "(?i)error during connect|cannot connect to the docker daemon"
                  + "|failed to connect to the docker api",
              "see that the engine runs, and that its address is right: mayfly.docker.host,"
                  + " DOCKER_HOST, or the context that docker context show names."),
          rule(
              "(?i)pull access denied|unauthorized|manifest unknown|repository does not exist",
              "check the image's name and tag in the file, or log in (docker login)."),
          rule(
              "dial tcp|no such host|i/o timeout|TLS handshake",
              "let the engine reach the registry (its network, its proxy), load the image by hand"
                  + " (docker load), or check its name in the file."),
          rule(
              "failed to solve|did not complete successfully|executor failed",
              "docker compose %1$s build must work."));

  private ComposeAdvice() {}

  private record Rule(Pattern words, String advice) {}

  private static Rule rule(String words, String advice) {
    return new Rule(Pattern.compile(words), advice);
  }

  /**
   * Advises, in a line of its own.
   *
   * @param said why it failed
   * @param command of Compose that has failed, for people
   */
  static String on(String said, ProjectOptions options, String command) {
    String files =
        options.files().stream().map(one -> "-f " + one).collect(Collectors.joining(" "));
    for (Rule rule : RULES) {
      Matcher found = rule.words().matcher(said);
      if (found.find()) {
        return line(rule.advice().formatted(found.groupCount() > 0 ? found.group(1) : files));
      }
    }
    return line(ELSE.formatted(files, command));
  }

  private static String line(String advice) {
    return "\n  try: " + advice;
  }
}
