package dev.mayfly.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far one pull or build has come, by the lines the engine sends. Used under one lock. */
final class Steps {

  private static final Pattern LAYER = Pattern.compile("([0-9a-f]{12}): (.*?)(?: (\\d+)/(\\d+))?");
  private static final int WIDTH = 30;
  private static final long MEGABYTE = 1_000_000;

  private final Map<String, Layer> layers = new LinkedHashMap<>();
  private String last = "";

  /**
   * What is known of a layer.
   *
   * @param current bytes that have come, or have been unpacked, as the status says
   * @param total of how many; 0 if that is not known
   * @param size its size as it is sent, 0 if that is not known
   * @param arrived how much of it has come
   */
  private record Layer(String status, long current, long total, long size, long arrived) {

    Layer next(String now, long done, long of) {
      if (isDone(now)) {
        return new Layer(now, 1, 1, size, size);
      }
      if (now.equals("Downloading") && of > 0) {
        return new Layer(now, done, of, of, done);
      }
      return new Layer(now, done, of, size, size);
    }

    static boolean isDone(String status) {
      return status.equals("Pull complete") || status.equals("Already exists");
    }
  }

  /** Reads a line such as {@code 0123456789ab: Downloading 10/200}, or any other. */
  void add(String line) {
    Matcher layer = LAYER.matcher(line);
    if (layer.matches()) {
      long current = layer.group(3) == null ? 0 : Long.parseLong(layer.group(3));
      long total = layer.group(4) == null ? 0 : Long.parseLong(layer.group(4));
      Layer known = layers.getOrDefault(layer.group(1), new Layer("", 0, 0, 0, 0));
      layers.put(layer.group(1), known.next(layer.group(2), current, total));
    } else {
      last = line.strip();
    }
  }

  /** Whether a line only counts bytes, of which there are many a second. */
  static boolean isCount(String line) {
    Matcher layer = LAYER.matcher(line);
    return layer.matches() && layer.group(4) != null;
  }

  /** In a few words: {@code 3 of 7 layers, 12 of 80 MB}, or the last line. */
  String summary() {
    if (layers.isEmpty()) {
      return last;
    }
    long done = layers.values().stream().filter(layer -> Layer.isDone(layer.status)).count();
    long size = layers.values().stream().mapToLong(Layer::size).sum() / MEGABYTE;
    long arrived = layers.values().stream().mapToLong(Layer::arrived).sum() / MEGABYTE;
    String bytes = size == 0 ? "" : ", " + arrived + " of " + size + " MB";
    return done + " of " + layers.size() + " layers" + bytes;
  }

  /** A bar for each layer; the last line if there is none. */
  List<String> bars() {
    List<String> bars = new ArrayList<>();
    layers.forEach((id, layer) -> bars.add(bar(id, layer)));
    return layers.isEmpty() ? List.of("  " + last) : bars;
  }

  private static String bar(String id, Layer layer) {
    int percent = layer.total == 0 ? 0 : (int) Math.min(100, layer.current * 100 / layer.total);
    int full = percent * WIDTH / 100;
    return String.format(
        Locale.ROOT,
        "  %s [%s%s] %3d %% %s",
        id,
        "#".repeat(full),
        ".".repeat(WIDTH - full),
        percent,
        layer.status);
  }
}
