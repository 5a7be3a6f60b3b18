package dev.mayfly.junit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/**
 * Tells whether a static field is given a value when its class is initialised, without initialising
 * it: the class file says which fields are written.
 */
final class FieldValues {

  private FieldValues() {}

  /**
   * Whether a declared field may have a value; true where it can't be told. An instance field's is
   * not known before there is an instance.
   */
  static boolean mayHaveOne(Declaration declaration) {
    return declaration.field().map(FieldValues::mayHaveOne).orElse(false);
  }

  private static boolean mayHaveOne(Field field) {
    int modifiers = field.getModifiers();
    return !Modifier.isStatic(modifiers) || Modifier.isFinal(modifiers) || isWritten(field);
  }

  private static boolean isWritten(Field field) {
    Class<?> owner = field.getDeclaringClass();
    String file = owner.getName().substring(owner.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = owner.getResourceAsStream(file)) {
      return in == null
          || ClassFile.read(new DataInputStream(in)).initializerWrites(field.getName());
    } catch (IOException e) {
      return true;
    }
  }
}
