package dev.mayfly.rewrite;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.JavaType;
import org.openrewrite.java.tree.TypeUtils;

/** What the survey saw in all sources together. Not thread-safe. */
final class Sources {

  private final Map<String, Subject> subjects = new LinkedHashMap<>();
  private final Map<String, Set<String>> supertypes = new HashMap<>();
  private final Set<String> jupiter = new HashSet<>();
  private final Set<String> foreign = new HashSet<>();
  private final Map<Subject, Set<String>> composed = new HashMap<>();
  private final Set<String> imported = new HashSet<>();
  private final Map<String, String> constants = new HashMap<>();
  private final Map<String, J.CompilationUnit> units = new LinkedHashMap<>();
  private final Set<String> elsewhere = new LinkedHashSet<>();
  private final Set<Path> boms = new HashSet<>();
  private final Set<String> injected = new HashSet<>();
  private final Set<String> early = new HashSet<>();
  private final Urls urls = new Urls();

  /** The URLs of databases in them, and in settings. */
  Urls urls() {
    return urls;
  }

  Subject subject(String key) {
    return subjects.computeIfAbsent(key, Subject::new);
  }

  Optional<Subject> find(String key) {
    return Optional.ofNullable(subjects.get(key));
  }

  Map<String, Subject> subjects() {
    return subjects;
  }

  void addClass(JavaType.FullyQualified type, J.CompilationUnit unit) {
    String name = type.getFullyQualifiedName();
    supertypes.put(name, above(type));
    if (unit.getImports().stream()
        .anyMatch(one -> one.getTypeName().startsWith("org.junit.jupiter."))) {
      jupiter.add(name);
    }
  }

  private static Set<String> above(JavaType.@Nullable FullyQualified type) {
    Set<String> names = new LinkedHashSet<>();
    for (JavaType.FullyQualified at = type; at != null; at = at.getSupertype()) {
      names.add(at.getFullyQualifiedName());
      at.getInterfaces().forEach(one -> names.addAll(above(one)));
    }
    return names;
  }

  /** Whether a class with tests of JUnit's is, or extends, the class. */
  boolean isOfTests(String owner) {
    return jupiter.stream()
        .anyMatch(test -> supertypes.getOrDefault(test, Set.of()).contains(owner));
  }

  /** A class in which Testcontainers' own extension starts what is no container. */
  void foreign(J.ClassDeclaration type) {
    foreign.addAll(above(type.getType()));
  }

  /** Containers of a Compose file, which are started likewise unless they are moved. */
  void composed(Subject subject, J.ClassDeclaration type) {
    composed.put(subject, above(type.getType()));
  }

  boolean isForeign(String type) {
    return foreign.contains(type)
        || composed.entrySet().stream()
            .anyMatch(one -> !one.getKey().isMoved() && one.getValue().contains(type));
  }

  /** A class that Spring is told to take the containers of. */
  void imported(String classLiteral) {
    imported.add(classLiteral);
  }

  boolean isImported(String type) {
    String name = Theirs.simpleName(type);
    return imported.stream()
        .anyMatch(literal -> literal.matches("(?s).*\\b" + name + "\\.class.*"));
  }

  void constant(String key, @Nullable String value) {
    if (value != null) {
      constants.put(key, value);
    }
  }

  Map<String, String> constants() {
    return constants;
  }

  /** A source that has to do with Testcontainers, by name or by an inherited field. */
  void uses(J.CompilationUnit unit) {
    units.put(unit.getSourcePath().toString(), unit);
  }

  Map<String, J.CompilationUnit> units() {
    return units;
  }

  /** Sources of other languages and settings that need Testcontainers, which nothing here moves. */
  Set<String> elsewhere() {
    return elsewhere;
  }

  /** A file that needs Testcontainers, and that nothing here moves. */
  void elsewhere(String path) {
    elsewhere.add(path);
  }

  /** A POM that imports Testcontainers' BOM. */
  void bom(Path pom) {
    boms.add(pom);
  }

  /** Whether the POM, or one in a folder above, imports Testcontainers' BOM. */
  boolean hasBom(Path pom) {
    return boms.stream()
        .map(Path::getParent)
        .anyMatch(folder -> folder == null || pom.startsWith(folder));
  }

  /** A type of Testcontainers' of which a variable gets its value from somewhere else. */
  void injected(String type) {
    injected.add(type);
  }

  /** Whether a variable may get a bean of the type from Spring. */
  boolean isInjected(@Nullable JavaType type) {
    return injected.stream().anyMatch(name -> TypeUtils.isAssignableTo(name, type));
  }

  /** A class of which a static method is called while a class is initialised. */
  void early(String type) {
    early.add(type);
  }

  boolean isEarly(String type) {
    return early.contains(type);
  }
}
