package dev.mayfly.architecture;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The modules that are released, as the poms list them, and where their classes were built. */
final class Reactor {

  private final Path root;

  private Reactor(Path root) {
    this.root = root;
  }

  /** That of the module whose tests run. */
  static Reactor here() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("bom/pom.xml"))) {
      folder = folder.getParent();
    }
    return new Reactor(folder);
  }

  /**
   * The class folders of all modules with code of their own.
   *
   * @throws IllegalStateException if one was not built
   */
  List<Path> classes() {
    List<Path> folders = modules(root).stream().map(Reactor::classesOf).toList();
    String missing =
        folders.stream().filter(Reactor::isEmpty).map(Path::toString).collect(joining(", "));
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "There are no classes in " + missing + "; build all modules first: mvn test-compile");
    }
    return folders;
  }

  private static List<Path> modules(Path folder) {
    List<Path> modules = new ArrayList<>();
    Document pom = parse(folder.resolve("pom.xml"));
    if (!texts(pom, "maven.deploy.skip").contains("true")) {
      if (Files.exists(folder.resolve("src/main/java"))) {
        modules.add(folder);
      }
      texts(pom, "module").forEach(name -> modules.addAll(modules(folder.resolve(name))));
    }
    return modules;
  }

  private static Path classesOf(Path module) {
    return module.resolve(System.getProperty("build.folder", "target")).resolve("classes");
  }

  private static boolean isEmpty(Path classes) {
    if (!Files.exists(classes)) {
      return true;
    }
    try (Stream<Path> files = Files.walk(classes)) {
      return files.noneMatch(file -> file.toString().endsWith(".class"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> texts(Document pom, String element) {
    NodeList found = pom.getElementsByTagName(element);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(((Element) found.item(i)).getTextContent().strip());
    }
    return texts;
  }

  private static Document parse(Path pom) {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    } catch (Exception e) {
      throw new IllegalStateException("Can't read " + pom, e);
    }
  }
}
