package dev.mayfly.bench.runner;

import dev.mayfly.bench.subject.EngineSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where figures come from.
 *
 * @param date when they were measured
 * @param system operating system
 * @param processors as the JVM counts them
 * @param load what the machine had to do beside, at the end of the run; empty where unknown
 * @param java the JVM of all sides
 * @param engine its version
 */
record Machine(
    String date, String system, int processors, String load, String java, String engine) {

  private static final Pattern VERSION = Pattern.compile("\"Version\":\"([^\"]+)\"");

  static Machine here() throws IOException {
    return new Machine(
        LocalDate.now(ZoneOffset.UTC).toString(),
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        loadNow(),
        property("java.vendor") + " " + property("java.version"),
        engineVersion());
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private static String loadNow() throws IOException {
    Path file = Path.of("/proc/loadavg");
    return Files.exists(file) ? Files.readString(file).split(" ", 2)[0] : "";
  }

  private static String engineVersion() throws IOException {
    try (EngineSocket engine = EngineSocket.open()) {
      Matcher matcher = VERSION.matcher(engine.call("GET", "/version"));
      return matcher.find() ? matcher.group(1) : "unknown";
    }
  }

  String describe() {
    return "%s; %s, %d processors, load %s at the end; Java %s; engine %s"
        .formatted(date, system, processors, load.isEmpty() ? "unknown" : load, java, engine);
  }
}
