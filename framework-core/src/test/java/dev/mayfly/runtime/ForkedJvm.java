package dev.mayfly.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM, with the class path of this one unless another is given. */
public final class ForkedJvm {

  private ForkedJvm() {}

  /** Runs a program, whose errors come out where this JVM's do. */
  public static ProcessBuilder of(List<String> options, Class<?> program, List<String> arguments) {
    return of(options, System.getProperty("java.class.path"), program, arguments);
  }

  /** The same with another class path, which has to lead to the program. */
  public static ProcessBuilder of(
      List<String> options, String classPath, Class<?> program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, program.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
