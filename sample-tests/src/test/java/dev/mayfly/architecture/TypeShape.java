package dev.mayfly.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;

/** What is asked of a single type: how it is declared, named and marked. */
final class TypeShape {

  private TypeShape() {}

  static ArchCondition<JavaClass> beFinal() {
    return be("be final", type -> type.getModifiers().contains(JavaModifier.FINAL));
  }

  /** The constants of an enum may have bodies of their own. */
  static ArchCondition<JavaClass> extendNoClassOfOurs() {
    return be(
        "extend no class of ours",
        type ->
            type.getRawSuperclass()
                .filter(parent -> LayerOrder.isOurs(parent.getPackageName()) && !parent.isEnum())
                .isEmpty());
  }

  static ArchCondition<JavaClass> haveNoNameLike(String pattern) {
    return be("have no name like " + pattern, type -> !type.getSimpleName().matches(pattern));
  }

  static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    return be(
        "live in a @NullMarked package",
        type -> type.getPackage().isAnnotatedWith(NullMarked.class));
  }

  private static ArchCondition<JavaClass> be(String description, Predicate<JavaClass> predicate) {
    return ArchCondition.from(describe(description, predicate));
  }
}
