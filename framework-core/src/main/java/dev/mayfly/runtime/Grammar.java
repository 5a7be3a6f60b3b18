package dev.mayfly.runtime;

import dev.mayfly.Durations;
import dev.mayfly.ImageName;
import dev.mayfly.PullPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the value of a setting is written.
 *
 * @param expected what completes "it must be …"
 * @param parser what a text stands for; empty if it can't be read
 */
record Grammar<T>(String expected, Function<String, Optional<T>> parser) {

  /** Any text. */
  static Grammar<String> text() {
    return new Grammar<>("a text", Optional::of);
  }

  /** Some names, each once. */
  static Grammar<List<String>> names() {
    return new Grammar<>(
        "names with commas between them",
        text ->
            Optional.of(Stream.of(text.split(",")).map(String::strip).distinct().toList())
                .filter(names -> names.stream().noneMatch(String::isEmpty)));
  }

  /** An engine's address; whether one can be used is for its adapter to say. */
  static Grammar<String> address() {
    return new Grammar<>(
        "an engine's address, unix:///path, tcp://host:port, ssh://user@host or context:NAME",
        text -> Optional.of(text).filter(address -> address.indexOf(':') > 0));
  }

  static Grammar<Duration> duration() {
    return new Grammar<>(
        "a positive duration such as 500ms, 10s or 2m",
        text -> Durations.parse(text).filter(duration -> !duration.isZero()));
  }

  static Grammar<Duration> durationOrZero() {
    return new Grammar<>("0, or a positive duration such as 500ms, 10s or 2m", Durations::parse);
  }

  static Grammar<Boolean> flag() {
    return new Grammar<>(
        "true or false",
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true", "yes", "on", "1" -> Optional.of(true);
              case "false", "no", "off", "0" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  static Grammar<Double> number() {
    return new Grammar<>("a positive number", Grammar::positive);
  }

  private static Optional<Double> positive(String text) {
    return Optional.of(text)
        .filter(number -> number.matches("\\d{1,6}(\\.\\d{1,9})?"))
        .map(Double::valueOf)
        .filter(value -> value > 0);
  }

  /** A whole number that may be zero. */
  static Grammar<Integer> count() {
    return new Grammar<>(
        "a number from 0 to 999",
        text -> Optional.of(text).filter(t -> t.matches("\\d{1,3}")).map(Integer::valueOf));
  }

  /** A policy, made when it is asked for: a user's class is not run by who reads settings. */
  static Grammar<Supplier<PullPolicy>> pullPolicy() {
    return new Grammar<>(
        "missing, always, never, older-than:24h, or the name of a class that is a PullPolicy",
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "missing" -> Optional.of(PullPolicy::missing);
              case "always" -> Optional.of(PullPolicy::always);
              case "never" -> Optional.of(PullPolicy::never);
              default -> PullWord.read(text);
            });
  }

  static Grammar<Integer> oneTo99() {
    return new Grammar<>(
        "a number from 1 to 99",
        text -> Optional.of(text).filter(t -> t.matches("[1-9]\\d?")).map(Integer::valueOf));
  }

  /** What images' names may begin with; without a slash at its end. */
  static Grammar<String> repository() {
    return new Grammar<>(
        "a registry, with a path or without, such as registry.corp or localhost:5000/hub",
        text -> Optional.of(text.replaceFirst("/$", "")).filter(Grammar::isRepository));
  }

  /** A name without a dot or a port would be taken for a folder of the Hub. */
  private static boolean isRepository(String text) {
    try {
      ImageName image = ImageName.parse(text + "/of/image"); // one folder would be of the Hub's own
      return image.tag().equals(Optional.of("latest"))
          && (image.registry() + "/" + image.repository()).equals(text + "/of/image");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** One of several words, or of several constants that are written as such. */
  static <E> Grammar<E> oneOf(List<E> choices) {
    return new Grammar<>(
        "one of " + choices.stream().map(Grammar::word).toList(),
        text -> choices.stream().filter(choice -> isWord(choice, text)).findFirst());
  }

  private static boolean isWord(Object choice, String text) {
    return word(choice).equals(word(text));
  }

  private static String word(Object choice) {
    return choice.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Any of these words with commas between, or {@code off} for none. */
  static Grammar<Set<String>> anyOf(List<String> words) {
    return new Grammar<>(
        "off, or any of " + String.join(", ", words) + " with commas between",
        text -> chosen(words, text));
  }

  private static Optional<Set<String>> chosen(List<String> words, String text) {
    if (text.equalsIgnoreCase("off")) {
      return Optional.of(Set.of());
    }
    Set<String> chosen =
        Arrays.stream(text.toLowerCase(Locale.ROOT).split(",", -1))
            .map(String::strip)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return words.containsAll(chosen) ? Optional.of(chosen) : Optional.empty();
  }
}
