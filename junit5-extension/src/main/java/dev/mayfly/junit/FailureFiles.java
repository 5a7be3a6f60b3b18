package dev.mayfly.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.RunningContainer;
import dev.mayfly.report.Report;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.MediaType;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the containers of a failed test can tell, in JUnit's report and in a folder of the
 * build. What goes wrong with that is logged and never hides why the test failed.
 */
final class FailureFiles {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.report");
  private static final Pattern INVOCATION =
      Pattern.compile("(-invocation|\\[dynamic-(test|container)):#(\\d+)]");
  private static final int LONGEST_NAME = 100;

  private final ExtensionContext context;

  private FailureFiles(ExtensionContext context) {
    this.context = context;
  }

  /** Keeps all if the test or class failed; its containers are still there. */
  static void keep(ExtensionContext context, Instant began) {
    context.getExecutionException().ifPresent(failure -> keep(context, began, failure));
  }

  /** Keeps all of a test that failed so, unless it was only given up. */
  static void keep(ExtensionContext context, Instant began, Throwable failure) {
    if (!(failure instanceof TestAbortedException)) {
      try {
        new FailureFiles(context).keep(began);
      } catch (IOException | RuntimeException e) {
        LOG.warn("Can't keep what containers tell of {}: {}", context.getUniqueId(), e.toString());
      }
    }
  }

  private void keep(Instant began) throws IOException {
    Run run = Runs.of(context);
    List<RunningContainer> containers = TestScopes.of(context).scope().started();
    if (containers.isEmpty() || run.environment().ifOpen().isEmpty()) {
      return;
    }
    run.session().keepOnFailure(containers);
    Map<String, byte[]> files = new LinkedHashMap<>(run.session().testimony(containers));
    run.session()
        .evidence(containers, began)
        .forEach((name, text) -> files.put(name, text.getBytes(UTF_8)));
    files.forEach(this::publish);
    Optional<Path> directory = Report.directory(run.environment().settings()::get, Path.of(""));
    Optional<Path> folder = directory.map(this::own);
    if (folder.isPresent()) {
      write(files, folder.get());
      TestJournal.files(context, directory.get().relativize(folder.get()), files.keySet());
      files.keySet().forEach(name -> run.session().journal().wrote(folder.get().resolve(name)));
    }
    String names = String.join(", ", files.keySet());
    context.publishReportEntry("mayfly", folder.map(path -> path + ": ").orElse("") + names);
  }

  /** The folder of the class and, in it, of the test; each invocation has its own. */
  private Path own(Path folder) {
    ExtensionContext declared = TestScopes.declared(context);
    Optional<Method> test = declared.getTestMethod();
    StringBuilder name = new StringBuilder(test.isPresent() ? "" : "class");
    test.ifPresent(
        method -> {
          name.append(method.getName());
          for (Class<?> type : method.getParameterTypes()) {
            name.append('-').append(type.getSimpleName().replace("[]", "-array"));
          }
        });
    Matcher invocation = INVOCATION.matcher(context.getUniqueId());
    while (invocation.find()) {
      name.append('-').append(invocation.group(3));
    }
    return folder
        .resolve(fileName(declared.getRequiredTestClass().getName()))
        .resolve(fileName(name.toString()));
  }

  private static String fileName(String text) {
    String plain = text.replaceAll("[^\\p{L}\\p{N}._$-]", "-");
    return plain.length() <= LONGEST_NAME
        ? plain
        : plain.substring(0, LONGEST_NAME - 9) + "-" + Integer.toHexString(plain.hashCode());
  }

  private static void write(Map<String, byte[]> files, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> old =
        Files.newDirectoryStream(folder, "*.{log,txt,html,json,png}")) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    LOG.info("What the containers of a failed test tell: {}", folder.toUri());
  }

  @SuppressWarnings({"deprecation", "removal"}) // the media type that JUnit 5.12 to 6 know
  private void publish(String name, byte[] content) {
    try {
      context.publishFile(name, mediaType(name), path -> Files.write(path, content));
    } catch (RuntimeException | LinkageError e) { // JUnit before 5.12 takes no files
      LOG.debug("JUnit does not take {}", name, e);
    }
  }

  @SuppressWarnings({"deprecation", "removal"})
  private static MediaType mediaType(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return switch (ending) {
      case "png" -> MediaType.IMAGE_PNG;
      case "html" -> MediaType.create("text", "html", UTF_8);
      case "json" -> MediaType.APPLICATION_JSON_UTF_8;
      case "log", "txt" -> MediaType.TEXT_PLAIN_UTF_8;
      default -> MediaType.APPLICATION_OCTET_STREAM;
    };
  }
}
