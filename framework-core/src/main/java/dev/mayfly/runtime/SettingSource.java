package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A place where values of settings are looked for, such as the environment. Immutable. */
final class SettingSource {

  private static final String PREFIX = "mayfly.";

  private final String place;
  private final Function<String, Optional<String>> values;
  private final Set<String> names;
  private final UnaryOperator<String> spelling;

  /**
   * A source.
   *
   * @param place completes "it is set …"
   * @param values by the names that are written there
   * @param names all that are meant for Mayfly there
   * @param spelling how the name of a setting is written there
   */
  private SettingSource(
      String place,
      Function<String, Optional<String>> values,
      Set<String> names,
      UnaryOperator<String> spelling) {
    this.place = place;
    this.values = values;
    this.names = names;
    this.spelling = spelling;
  }

  /** What a caller gives; in JUnit its configuration parameters. */
  static SettingSource given(Function<String, Optional<String>> values, Set<String> names) {
    return new SettingSource("by the caller", values, ours(names, PREFIX), name -> name);
  }

  static SettingSource systemProperties() {
    Set<String> names = ours(System.getProperties().stringPropertyNames(), PREFIX);
    return new SettingSource(
        "as a system property",
        name -> Optional.ofNullable(System.getProperty(name)),
        names,
        name -> name);
  }

  /** {@code mayfly.start.timeout} is {@code MAYFLY_START_TIMEOUT} there. */
  static SettingSource environment(Map<String, String> variables) {
    return new SettingSource(
        "as an environment variable",
        name -> Optional.ofNullable(variables.get(name)),
        ours(variables.keySet(), Setting.variable(PREFIX)),
        Setting::variable);
  }

  static SettingSource values(String place, Map<String, String> values) {
    return new SettingSource(
        place, name -> Optional.ofNullable(values.get(name)), values.keySet(), name -> name);
  }

  /** A file of properties on the class path. */
  static SettingSource resource(String name) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream in =
        (loader == null ? SettingSource.class.getClassLoader() : loader)
            .getResourceAsStream(name)) {
      return values("in " + name + " on the class path", read(in));
    } catch (IOException e) {
      throw new MayflyException("Can't read " + name + " on the class path.", e);
    }
  }

  /** A file of properties; one that is not there has none. */
  static SettingSource file(Path path) {
    if (!Files.isReadable(path)) {
      return values("in " + path, Map.of());
    }
    try (InputStream in = Files.newInputStream(path)) {
      return values("in " + path, read(in));
    } catch (IOException e) {
      throw new MayflyException("Can't read " + path + ".", e);
    }
  }

  private static Map<String, String> read(@Nullable InputStream in) throws IOException {
    Properties properties = new Properties();
    if (in != null) {
      properties.load(in);
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(n -> values.put(n, properties.getProperty(n)));
    return values;
  }

  private static Set<String> ours(Set<String> names, String prefix) {
    return names.stream()
        .filter(name -> name.startsWith(prefix))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The value of a setting by its full name. */
  Optional<String> get(String name) {
    return values.apply(spelling.apply(name)).map(String::strip).filter(value -> !value.isEmpty());
  }

  /** Completes "it is set …". */
  String place() {
    return place;
  }

  /** The full names of what is set of a family, as far as they can be told. */
  Stream<String> members(Setting<?> family) {
    return names.stream()
        .filter(name -> SettingTable.called(name, spelling).filter(family::equals).isPresent())
        .map(family::memberOf);
  }

  /** The names that no setting has. */
  Stream<String> unknown() {
    return names.stream().filter(name -> SettingTable.called(name, spelling).isEmpty()).sorted();
  }

  /** What to tell of such a name. */
  String warning(String name) {
    return "No setting is called "
        + name
        + ", which is set "
        + place
        + " and has no effect. The nearest name is "
        + SettingTable.mostLike(name, spelling)
        + ".";
  }
}
