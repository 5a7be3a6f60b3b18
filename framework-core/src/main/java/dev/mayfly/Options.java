package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An immutable map from options to their values; options that were never given have a default. */
final class Options {

  /** An option, its name, and the value that it has when nobody gives one. */
  record Option<T extends @Nullable Object>(String name, T fallback) {}

  private final Map<String, Object> values;

  private Options(Map<String, Object> values) {
    this.values = values;
  }

  static Options none() {
    return new Options(Map.of());
  }

  @SuppressWarnings("unchecked") // put() alone writes values, and asks for the option's type
  <T extends @Nullable Object> T get(Option<T> option) {
    Object value = values.get(option.name());
    return value == null ? option.fallback() : (T) value;
  }

  /** The same options with one more, or one less if it is given its default. */
  <T> Options put(Option<? super T> option, T value) {
    Given.value(value, option.name());
    Map<String, Object> more = new TreeMap<>(values);
    if (isDefault(value, option.fallback())) {
      more.remove(option.name());
    } else {
      more.put(option.name(), value);
    }
    return new Options(more);
  }

  /** What differs in its class is not asked: a record's equals takes a cold JVM long to set up. */
  private static boolean isDefault(Object value, @Nullable Object fallback) {
    return fallback != null && value.getClass() == fallback.getClass() && value.equals(fallback);
  }

  <T> Options add(Option<List<T>> option, List<? extends T> elements) {
    List<T> all = new ArrayList<>(get(option));
    all.addAll(elements);
    return put(option, List.copyOf(all));
  }

  <V> Options add(Option<Map<String, V>> option, String key, V value) {
    Map<String, V> all = new LinkedHashMap<>(get(option));
    all.put(key, value);
    return put(option, Collections.unmodifiableMap(all));
  }

  /** Those that were given, by name. */
  Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Options that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
