package dev.mayfly.junit;

import dev.mayfly.DeclarationException;
import dev.mayfly.MayflyException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fields that had no value and were given one.
 *
 * <p>A field is filled once: classes that run in parallel may inherit the same static field, and
 * find the same handle in it. Static fields are emptied at the end, so that another run in the same
 * JVM finds them as this one did. Thread-safe.
 */
final class EmptyFields implements AutoCloseable {

  /** Why a field can't be lent a running container. */
  static final String TAKEN =
      "a RunningContainer gets its value from Mayfly but has one; drop it. If tests that run in"
          + " parallel share this field, declare a GenericContainer.";

  private final Set<Object> ours =
      Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));
  private final List<Field> statics = Collections.synchronizedList(new ArrayList<>());

  static @Nullable Object valueOf(Field field, @Nullable Object target) {
    try {
      field.setAccessible(true);
      return field.get(target);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new MayflyException("Can't read " + field + ": " + e, e);
    }
  }

  /** Whether the value is one that a field was filled with. */
  boolean filledWith(@Nullable Object value) {
    return ours.contains(value);
  }

  /** The field's value, which is made now if it has none. */
  synchronized Object fill(Field field, @Nullable Object target, Supplier<?> maker) {
    Object present = valueOf(field, target);
    if (present != null) {
      return present;
    }
    Object made = maker.get();
    set(field, target, made);
    ours.add(made);
    if (Modifier.isStatic(field.getModifiers())) {
      statics.add(field);
    }
    return made;
  }

  /**
   * Gives a field without a value one that is taken back by {@link #set} with null.
   *
   * @throws DeclarationException if it has another value
   */
  synchronized void lend(
      Declaration declaration, Field field, @Nullable Object target, Object value) {
    Object present = valueOf(field, target);
    if (present != null && present != value) {
      throw new DeclarationException(declaration.place() + ": " + TAKEN);
    }
    set(field, target, value);
  }

  /** Gives a field a value that others have too; static fields lose it at the run's end. */
  synchronized void share(Field field, @Nullable Object target, Object value) {
    set(field, target, value);
    ours.add(value);
    if (Modifier.isStatic(field.getModifiers()) && !statics.contains(field)) {
      statics.add(field);
    }
  }

  static void set(Field field, @Nullable Object target, @Nullable Object value) {
    try {
      field.setAccessible(true);
      field.set(target, value);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new MayflyException("Can't write " + field + ": " + e, e);
    }
  }

  @Override
  public void close() {
    List.copyOf(statics).forEach(field -> set(field, null, null));
  }
}
