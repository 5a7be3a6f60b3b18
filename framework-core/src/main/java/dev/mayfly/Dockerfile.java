package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Dockerfile that is written in Java, and held in memory. Each instruction returns a copy with
 * one more line, whose values are quoted: the image gets them letter by letter. Immutable.
 *
 * @param text as it would be in a file
 */
@CheckReturnValue
public record Dockerfile(String text) {

  public Dockerfile {
    if (Given.text(text, "Dockerfile's text").isBlank()) {
      throw new IllegalArgumentException(
          "The Dockerfile is empty; begin with an instruction, such as FROM busybox:1.35.");
    }
  }

  /** The text of a Dockerfile, for what the instructions here do not cover. */
  public static Dockerfile of(String text) {
    return new Dockerfile(text);
  }

  /**
   * Begins with a base.
   *
   * @throws IllegalArgumentException if {@code image} is several words; what else is wrong with a
   *     name is told when it is built
   */
  public static Dockerfile from(String image) {
    String name = Given.name(image, "from");
    if (name.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException(
          "from " + Given.quoted(name) + " holds a blank, which no image's name does.");
    }
    return new Dockerfile("FROM " + name + "\n");
  }

  private Dockerfile line(String instruction) {
    return new Dockerfile(
        text.endsWith("\n") ? text + instruction + "\n" : text + "\n" + instruction + "\n");
  }

  /** Runs a command of {@code /bin/sh}, of one or several lines. */
  public Dockerfile run(String command) {
    return line("RUN " + array(List.of("/bin/sh", "-c", Given.text(command, "run"))));
  }

  /**
   * Copies from the context, as {@code COPY} does: of a directory what is in it.
   *
   * @param source relative to the context; {@code *}, {@code ?} and {@code []} are wildcards
   * @param path in the image; with a slash at its end a directory
   */
  public Dockerfile copy(String source, String path) {
    String from = DockerWord.escaped(Given.name(source, "source"));
    return line("COPY " + array(List.of(from, DockerWord.escaped(Given.name(path, "path")))));
  }

  /**
   * A variable of what runs after it, in the build and in containers.
   *
   * @throws IllegalArgumentException if the value has several lines, which a Dockerfile can't hold
   */
  public Dockerfile env(String variable, String value) {
    String name = Given.variable(variable, "env");
    String words = "env " + Given.quoted(name);
    String given = onOneLine(value, words);
    if (!name.matches("[\\w.-]+")) {
      throw new IllegalArgumentException(
          "env's name " + Given.quoted(name) + " has more than letters, digits, _ . and -.");
    }
    return line("ENV " + name + "=" + DockerWord.quoted(given));
  }

  /** The directory of what runs after it; it is made if it is not there. */
  public Dockerfile workdir(String path) {
    return line("WORKDIR " + DockerWord.escaped(oneWord(Given.path(path, "workdir"), "workdir")));
  }

  /** As whom what follows runs: a name or number, with a group's after a colon or without. */
  public Dockerfile user(String nameOrNumber) {
    return line("USER " + DockerWord.escaped(oneWord(Given.name(nameOrNumber, "user"), "user")));
  }

  /** TCP ports on which a container's process will listen. */
  public Dockerfile expose(int... ports) {
    return line(
        "EXPOSE "
            + Arrays.stream(Given.value(ports, "expose"))
                .mapToObj(port -> String.valueOf(Given.port(port)))
                .collect(Collectors.joining(" ")));
  }

  /** The program of containers and its first arguments; no shell is involved. */
  public Dockerfile entrypoint(String... programAndArguments) {
    return line("ENTRYPOINT " + array(Given.texts(programAndArguments, "entrypoint")));
  }

  /** The arguments that a container's command takes the place of; no shell is involved. */
  public Dockerfile cmd(String... arguments) {
    return line("CMD " + array(Given.texts(arguments, "cmd")));
  }

  /** Any other instruction, as it stands in a Dockerfile: {@code HEALTHCHECK CMD true}. */
  public Dockerfile instruction(String whole) {
    return line(Given.text(whole, "instruction"));
  }

  private static String array(List<String> words) {
    return words.stream().map(DockerWord::json).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String onOneLine(String value, String option) {
    String given = Given.text(value, option);
    if (given.indexOf('\n') >= 0 || given.indexOf('\r') >= 0) {
      throw new IllegalArgumentException(
          option
              + " has several lines, which a Dockerfile can't hold. Give it to the container, by its"
              + " own env, or copy it as a file.");
    }
    return given;
  }

  /** A backslash at its end would join the next line to it. */
  private static String oneWord(String value, String option) {
    String given = onOneLine(value, option);
    if (given.endsWith("\\") || !given.equals(given.strip())) {
      throw new IllegalArgumentException(
          option + " " + Given.quoted(given) + " ends or begins with a blank or a backslash.");
    }
    return given;
  }
}
