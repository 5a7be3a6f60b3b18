package dev.mayfly.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Allows static fields only as constants: final, and of nothing that changes inside. */
final class ConstantStatics extends ArchCondition<JavaClass> {

  ConstantStatics() {
    super("have only constants as static fields");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (JavaField field : type.getFields()) {
      if (field.getModifiers().contains(JavaModifier.STATIC) && changes(field)) {
        String message = field.getDescription() + " is static and can change";
        events.add(SimpleConditionEvent.violated(field, message));
      }
    }
    type.getStaticInitializer().stream()
        .flatMap(initializer -> initializer.getAccessesFromSelf().stream())
        .filter(ConstantStatics::makesState)
        .forEach(
            access -> events.add(SimpleConditionEvent.violated(access, access.getDescription())));
  }

  private static boolean changes(JavaField field) {
    return !field.getModifiers().contains(JavaModifier.FINAL) || holdsState(field.getRawType());
  }

  /** A collection that a static initializer makes by its constructor stays mutable. */
  private static boolean makesState(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    boolean mutableCollection =
        owner.isAssignableTo(Collection.class) || owner.isAssignableTo(Map.class);
    return holdsState(owner) || (access.getName().equals("<init>") && mutableCollection);
  }

  private static boolean holdsState(JavaClass type) {
    return type.isAssignableTo(ThreadLocal.class)
        || (type.getPackageName().startsWith("java.util.concurrent")
            && !type.isEquivalentTo(TimeUnit.class));
  }
}
