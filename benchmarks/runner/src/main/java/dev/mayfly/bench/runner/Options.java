package dev.mayfly.bench.runner;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What bin/bench was asked for.
 *
 * @param letters the scenarios; empty for all
 * @param repeats counted runs of each side, after one that is not counted
 * @param sizes how many containers at once, for the scenarios that start many
 * @param out the folder for results.json and index.html
 */
record Options(Set<Character> letters, int repeats, List<Integer> sizes, Path out) {

  static final String USAGE =
      """
      usage: bin/bench [--only a,b,…] [--goals a,c,…] [--n REPEATS] [--sizes 10,50,100] [--out FOLDER] [--jmh] [--modules [NAME…]] [--pods]
        --only   runs just these scenarios (default: all, a to n and s)
        --goals  runs these with few repeats and ends with one line a goal: letter, ratio, bound, ok or short
        --n      counted runs of each side (default 5; with --goals 3)
        --sizes  how many containers at once in f and h (default 10,50,100; with --goals 10)
        --out    where results.json and index.html go (default target/bench)
        --jmh    the in-process hot paths, with JMH, instead of the scenarios
        --modules  how long each module's service takes to be ready, beside what its own log says, instead of the scenarios
        --pods   how long pods take to run, beside kubectl, on a cluster of its own, instead of the scenarios
      """;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if there is something in it that {@link #USAGE} does not know
   */
  static Options parse(String... arguments) {
    Options options = new Options(Set.of(), 5, List.of(10, 50, 100), Path.of("target", "bench"));
    Iterator<String> words = List.of(arguments).iterator();
    while (words.hasNext()) {
      String option = words.next();
      if (!words.hasNext()) {
        throw new IllegalArgumentException(option + " is unknown, or lacks its value");
      }
      options = options.changed(option, words.next());
    }
    return options;
  }

  private Options changed(String option, String value) {
    return switch (option) {
      case "--only" -> new Options(letters(value), repeats, sizes, out);
      case "--goals" -> new Options(letters(value), 3, List.of(10), out);
      case "--n" -> new Options(letters, Integer.parseInt(value), sizes, out);
      case "--sizes" ->
          new Options(
              letters,
              repeats,
              Stream.of(value.split(",", -1)).map(Integer::valueOf).toList(),
              out);
      case "--out" -> new Options(letters, repeats, sizes, Path.of(value));
      default -> throw new IllegalArgumentException("unknown option " + option);
    };
  }

  private static Set<Character> letters(String list) {
    Set<Character> letters = new TreeSet<>();
    for (String one : list.split(",", -1)) {
      if (!one.matches("[a-ns]")) {
        throw new IllegalArgumentException("\"" + one + "\" is no scenario; they are a to n");
      }
      letters.add(one.charAt(0));
    }
    return letters;
  }
}
