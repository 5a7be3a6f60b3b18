package dev.mayfly.rewrite;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.openrewrite.java.tree.J;

/** Simple names of a file that mean two types. */
final class Names {

  private Names() {}

  /** A simple name of one of the types that the file has for another type. */
  static Optional<String> clash(J.CompilationUnit unit, Collection<String> types) {
    Set<String> others =
        Stream.of(
                unit.getImports().stream()
                    .filter(one -> !one.isStatic())
                    .map(J.Import::getTypeName),
                unit.getTypesInUse().getTypesInUse().stream().map(Theirs::typeName),
                unit.getClasses().stream().map(type -> Theirs.typeName(type.getType())))
            .flatMap(names -> names)
            .collect(java.util.stream.Collectors.toSet());
    return types.stream()
        .filter(
            type ->
                others.stream()
                    .anyMatch(
                        other ->
                            !other.equals(type)
                                && Theirs.simpleName(other).equals(Theirs.simpleName(type))))
        .map(type -> Theirs.simpleName(type))
        .findFirst();
  }
}
