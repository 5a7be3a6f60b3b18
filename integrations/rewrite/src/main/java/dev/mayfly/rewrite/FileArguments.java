package dev.mayfly.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.JavaType;
import org.openrewrite.java.tree.TypeUtils;

/** Translates what is copied into a container: MountableFile and Transferable. */
final class FileArguments {

  private FileArguments() {}

  /** Our source of a file, or says why there is none. */
  static String source(Rendering code, Expression file) {
    if (!(file instanceof J.MethodInvocation call) || call.getArguments().size() != 1) {
      return refused(code);
    }
    List<Expression> arguments = call.getArguments();
    boolean text = TypeUtils.isString(arguments.get(0).getType());
    return switch (Theirs.simpleName(declaring(call)) + "." + call.getSimpleName()) {
      case "MountableFile.forClasspathResource" ->
          code.filled("FileSource.resource($1)", arguments);
      case "MountableFile.forHostPath" ->
          code.filled(text ? "FileSource.path(Path.of($1))" : "FileSource.path($1)", arguments);
      case "Transferable.of" ->
          code.filled(text ? "FileSource.text($1)" : "FileSource.bytes($1)", arguments);
      default -> refused(code);
    };
  }

  private static String refused(Rendering code) {
    code.refuse(
        "what it copies is neither MountableFile.for…(…) nor Transferable.of(…), without a mode");
    return "";
  }

  private static @Nullable JavaType declaring(J.MethodInvocation call) {
    return call.getMethodType() == null ? null : call.getMethodType().getDeclaringType();
  }
}
