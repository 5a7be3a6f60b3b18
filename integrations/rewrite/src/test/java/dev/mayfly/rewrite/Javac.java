package dev.mayfly.rewrite;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles sources that are strings. */
final class Javac {

  private Javac() {}

  /**
   * What the compiler says against the sources.
   *
   * @param folder where the classes go
   */
  static List<String> errors(Map<String, String> sources, List<Path> jars, Path folder)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<Source> java =
        sources.entrySet().stream()
            .filter(one -> one.getKey().endsWith(".java"))
            .map(one -> new Source(one.getKey(), one.getValue()))
            .toList();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, jars);
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
      compiler.getTask(null, files, found, List.of("-proc:none"), null, java).call();
    }
    return found.getDiagnostics().stream()
        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
        .map(Object::toString)
        .toList();
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    private Source(String path, String text) {
      super(URI.create("string:///" + path.replaceAll(".*/", "")), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
