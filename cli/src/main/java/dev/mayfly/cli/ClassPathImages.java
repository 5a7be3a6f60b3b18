package dev.mayfly.cli;

import dev.mayfly.MayflyException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds the images that a test class path needs, in its class files, without loading a class: those
 * that its own classes name, and those that what they refer to in jars does.
 */
final class ClassPathImages {

  private static final String OURS = "dev/mayfly/";

  private final TestClassPath classPath;
  private final ClassFiles files;
  private final NeededImages needed = new NeededImages();
  private final MethodImages methods;
  private final DeclaredImages declarations;
  private final Set<String> seen = new HashSet<>();
  private final Deque<String> next = new ArrayDeque<>();
  private final Set<String> usual = new HashSet<>();

  private ClassPathImages(TestClassPath classPath) {
    this.classPath = classPath;
    this.files = new ClassFiles(classPath);
    this.methods = new MethodImages(files, needed, this::usual);
    this.declarations = new DeclaredImages(files, needed, this::usual);
  }

  /**
   * Looks through a class path.
   *
   * @throws MayflyException if Mayfly is not on it, or a class can't be read
   */
  static NeededImages of(TestClassPath classPath) {
    if (classPath.find(OURS + "ContainerHandle").isEmpty()) {
      throw new MayflyException(
          "Mayfly is not on that class path. Give the whole class path of the tests, as of"
              + " mvn dependency:build-classpath, with the folder of their classes before it.");
    }
    ClassPathImages images = new ClassPathImages(classPath);
    images.look();
    return images.needed;
  }

  private void look() {
    classPath
        .tests()
        .forEach(
            (name, bytes) -> {
              seen.add(name);
              look(name, bytes);
            });
    while (!next.isEmpty()) {
      String name = next.pop();
      classPath.find(name).ifPresent(found -> lookInJar(name, found));
    }
  }

  /** What has nothing of Mayfly may still be a kind of something that has. */
  private void lookInJar(String name, byte[] bytes) {
    if (mentionsUs(bytes)) {
      look(name, bytes);
    } else {
      References.ofKind(bytes).forEach(this::later);
    }
  }

  /** A handle's own code names what it is made of when nobody says, and is looked at then. */
  private void look(String name, byte[] bytes) {
    if (name.endsWith("module-info") || files.isHandle(name)) {
      return;
    }
    if (mentionsUs(bytes)) {
      ClassNode type = ClassFiles.parse(bytes);
      declarations.look(type);
      type.methods.forEach(method -> methods.look(type, method));
    }
    References.of(bytes).forEach(this::later);
  }

  private void later(String name) {
    if (!name.startsWith(OURS) && !name.startsWith("java/") && seen.add(name)) {
      next.add(name);
    }
  }

  private static boolean mentionsUs(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(OURS);
  }

  /** The image of {@code of()}, which is in its code, or in a constant of its class. */
  private void usual(String handle) {
    if (!usual.add(handle)) {
      return;
    }
    int before = needed.mentions();
    files
        .find(handle)
        .ifPresent(
            type ->
                type.methods.stream()
                    .filter(ClassPathImages::saysUsual)
                    .forEach(method -> methods.look(type, method)));
    if (needed.mentions() == before) {
      needed.untold(handle.replace('/', '.') + ".of()", "the name is made when it runs");
    }
  }

  private static boolean saysUsual(MethodNode method) {
    return method.name.equals("<clinit>")
        || (method.name.equals("of") && method.desc.startsWith("()"));
  }
}
