package dev.mayfly.cli;

import dev.mayfly.MayflyException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** Classes of a class path, read and not loaded, each once, and what they are to Mayfly. */
final class ClassFiles {

  private static final String HANDLE = "dev/mayfly/ContainerHandle";

  private final TestClassPath classPath;
  private final Map<String, Optional<ClassNode>> read = new HashMap<>();
  private final Map<String, Boolean> handles = new HashMap<>();

  ClassFiles(TestClassPath classPath) {
    this.classPath = classPath;
  }

  /** By its internal name; empty if the class path has none. */
  Optional<ClassNode> find(String name) {
    Optional<ClassNode> known = read.get(name);
    if (known == null) {
      known =
          name.startsWith("java/") ? Optional.empty() : classPath.find(name).map(ClassFiles::parse);
      read.put(name, known);
    }
    return known;
  }

  static ClassNode parse(byte[] bytes) {
    return read(
        bytes,
        reader -> {
          ClassNode node = new ClassNode();
          reader.accept(node, 0);
          return node;
        });
  }

  /**
   * What can be read in a class file.
   *
   * @throws MayflyException if it is none, or newer than this program
   */
  static <T> T read(byte[] bytes, Function<ClassReader, T> reading) {
    try {
      return reading.apply(new ClassReader(bytes));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new MayflyException(
          "A class can't be read: " + e + ". This mayfly may be older than the compiler.", e);
    }
  }

  /** Whether a type is a handle on a container, such as a module's. */
  boolean isHandle(@Nullable String name) {
    if (name == null) {
      return false;
    }
    Boolean known = handles.get(name);
    if (known == null) {
      known = name.equals(HANDLE) || find(name).filter(this::extendsHandle).isPresent();
      handles.put(name, known);
    }
    return known;
  }

  private boolean extendsHandle(ClassNode node) {
    return isHandle(node.superName) || node.interfaces.stream().anyMatch(this::isHandle);
  }
}
