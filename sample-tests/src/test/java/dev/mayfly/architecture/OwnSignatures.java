package dev.mayfly.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Allows in what users can see only the JDK's types, ours, and those of whom an integration is made
 * for.
 */
final class OwnSignatures extends ArchCondition<JavaClass> {

  /** Those of whom each integration is made for, which names its classes. */
  private static final Map<String, List<String>> PARTNERS =
      Map.of(
          "dev.mayfly.junit",
          List.of("org.junit."),
          "dev.mayfly.jdbc.url",
          List.of("io.r2dbc.spi."),
          "dev.mayfly.rewrite", // a recipe is a class of OpenRewrite's
          List.of("org.openrewrite."),
          "dev.mayfly.spring",
          List.of("org.springframework."),
          "dev.mayfly.testcontainers",
          List.of("org.testcontainers.", "com.github.dockerjava."));

  private static final List<String> EVERYWHERE =
      List.of("java.", "javax.", "dev.mayfly.", "org.jspecify.");

  OwnSignatures() {
    super("name only types of the JDK and of Mayfly in public signatures");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (isPublic(type)) {
      supertypes(type).forEach(shown -> require(type, shown, type.getDescription(), events));
      type.getMembers().stream()
          .filter(OwnSignatures::isVisible)
          .forEach(member -> checkMember(type, member, events));
    }
  }

  private static void checkMember(JavaClass type, JavaMember member, ConditionEvents events) {
    member
        .getAllInvolvedRawTypes()
        .forEach(shown -> require(type, shown, member.getDescription(), events));
    if (member instanceof JavaCodeUnit code) {
      code.getExceptionTypes()
          .forEach(shown -> require(type, shown, member.getDescription(), events));
    }
  }

  private static void require(
      JavaClass owner, JavaClass shown, String where, ConditionEvents events) {
    JavaClass plain = shown.getBaseComponentType();
    boolean allowed =
        plain.isPrimitive()
            || EVERYWHERE.stream().anyMatch(plain.getName()::startsWith)
            || PARTNERS.getOrDefault(owner.getPackageName(), List.of()).stream()
                .anyMatch(plain.getName()::startsWith);
    if (!allowed) {
      events.add(SimpleConditionEvent.violated(owner, where + " names " + plain.getName()));
    }
  }

  private static Stream<JavaClass> supertypes(JavaClass type) {
    Stream<JavaType> parents =
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
    Stream<JavaType> bounds =
        type.getTypeParameters().stream().flatMap(variable -> variable.getBounds().stream());
    return Stream.concat(parents, bounds)
        .map(JavaType::getAllInvolvedRawTypes)
        .flatMap(Collection::stream);
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(OwnSignatures::isPublic).orElse(true);
  }

  private static boolean isVisible(JavaMember member) {
    return !member.getModifiers().contains(JavaModifier.SYNTHETIC)
        && (member.getModifiers().contains(JavaModifier.PUBLIC)
            || member.getModifiers().contains(JavaModifier.PROTECTED));
  }
}
