package dev.mayfly.architecture;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * Classes that all need each other, by the JDK's jdeps: the strongly connected components of who
 * names whom, by Tarjan's algorithm. A type nested in another counts as that one.
 */
final class ClassCycles {

  private static final Pattern DEPENDENCY =
      Pattern.compile("(?m)^ +(dev\\.mayfly\\.\\S+) +-> +(dev\\.mayfly\\.\\S+)");

  private final Map<String, Set<String>> needs = new TreeMap<>();
  private final Map<String, Integer> number = new HashMap<>();
  private final Map<String, Integer> lowest = new HashMap<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final List<Set<String>> cycles = new ArrayList<>();

  private ClassCycles() {}

  /** Those of a folder of classes. */
  static List<Set<String>> in(Path classes) {
    return ofDependencies(jdeps(classes));
  }

  /** Those that lines of jdeps tell of. */
  static List<Set<String>> ofDependencies(String lines) {
    ClassCycles cycles = new ClassCycles();
    Matcher each = DEPENDENCY.matcher(lines);
    while (each.find()) {
      String from = outermost(each.group(1));
      String to = outermost(each.group(2));
      cycles.needs.computeIfAbsent(from, first -> new TreeSet<>()).add(to);
    }
    for (String type : cycles.needs.keySet()) {
      if (!cycles.number.containsKey(type)) {
        cycles.follow(type);
      }
    }
    return cycles.cycles;
  }

  private static String outermost(String type) {
    int nested = type.indexOf('$');
    return nested < 0 ? type : type.substring(0, nested);
  }

  private static String jdeps(Path classes) {
    StringWriter lines = new StringWriter();
    PrintWriter out = new PrintWriter(lines);
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    int code = jdeps.run(out, out, "-verbose:class", "-filter:none", classes.toString());
    if (code != 0) {
      throw new IllegalStateException("jdeps failed:\n" + lines);
    }
    return lines.toString();
  }

  private void follow(String type) {
    number.put(type, number.size());
    lowest.put(type, number.get(type));
    path.push(type);
    for (String needed : needs.getOrDefault(type, Set.of())) {
      if (!number.containsKey(needed)) {
        follow(needed);
        lowest.merge(type, lowest.get(needed), Math::min);
      } else if (path.contains(needed)) {
        lowest.merge(type, number.get(needed), Math::min);
      }
    }
    if (lowest.get(type).equals(number.get(type))) {
      close(type);
    }
  }

  private void close(String first) {
    Set<String> component = new TreeSet<>();
    do {
      component.add(path.pop());
    } while (!component.contains(first));
    if (component.size() > 1) {
      cycles.add(component);
    }
  }
}
