package dev.mayfly.secrets;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Secret values, found in a text wherever they stand. Immutable.
 *
 * <p>A value that is too short, or a word that tests and services use for everything, is none of
 * them: stars in its place would only make texts unreadable.
 */
final class Values {

  static final Values NONE = new Values(Set.of(), List.of(), List.of());

  /** A shorter value is not looked for. */
  static final int SHORTEST = 4;

  /** A shorter value is looked for as a word of its own, a longer one anywhere. */
  private static final int ANYWHERE = 6;

  /** A value that is not secret enough to be looked for. */
  private static final Set<String> COMMON =
      Set.of(
          "admin",
          "administrator",
          "app",
          "application",
          "artemis",
          "changeit",
          "changeme",
          "container",
          "database",
          "default",
          "demo",
          "docker",
          "dummy",
          "empty",
          "example",
          "false",
          "foobar",
          "guest",
          "hello",
          "http",
          "https",
          "kafka",
          "local",
          "localhost",
          "mariadb",
          "master",
          "mayfly",
          "mongo",
          "mysql",
          "name",
          "none",
          "null",
          "oracle",
          "pass",
          "passwd",
          "password",
          "postgres",
          "postgresql",
          "public",
          "rabbitmq",
          "readonly",
          "redis",
          "root",
          "secret",
          "server",
          "service",
          "spring",
          "system",
          "test",
          "tester",
          "testing",
          "token",
          "true",
          "trust",
          "undefined",
          "user",
          "username",
          "value",
          "welcome");

  private final Set<String> values;
  private final List<String> forms;
  private final List<EscapedValue> escaped;

  private Values(Set<String> values, List<String> forms, List<EscapedValue> escaped) {
    this.values = values;
    this.forms = forms;
    this.escaped = escaped;
  }

  /** Whether a value is worth looking for, if nobody has marked it. */
  static boolean isDistinctive(String value) {
    return value.length() >= SHORTEST && !COMMON.contains(value.toLowerCase(Locale.ROOT));
  }

  /** These values and those. */
  Values and(Set<String> others) {
    Set<String> all = new LinkedHashSet<>(values);
    if (!all.addAll(others)) {
      return this;
    }
    Set<String> written = new LinkedHashSet<>(forms);
    others.stream()
        .filter(value -> !values.contains(value))
        .forEach(value -> written.addAll(Encodings.of(value)));
    List<EscapedValue> odd =
        all.stream().map(EscapedValue::of).filter(value -> !value.isPlain()).toList();
    return new Values(all, List.copyOf(written), odd);
  }

  Set<String> all() {
    return values;
  }

  List<Span> in(String text) {
    List<Span> found = new ArrayList<>();
    for (String form : forms) {
      for (int at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length())) {
        int end = at + form.length();
        if (form.length() >= ANYWHERE || isWord(text, at, end)) {
          found.add(new Span(at, end));
        }
      }
    }
    for (EscapedValue odd : escaped) {
      boolean anywhere = odd.value().length() >= ANYWHERE;
      odd.in(text).stream()
          .filter(span -> anywhere || isWord(text, span.start(), span.end()))
          .forEach(found::add);
    }
    return found;
  }

  private static boolean isWord(String text, int start, int end) {
    return (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
        && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
  }
}
