package dev.mayfly.runtime;

import static java.net.URLDecoder.decode;
import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the JVMs of a build, and those of its later runs, are told of a container that is ready.
 * Immutable.
 *
 * @param entry as it is written down
 */
record ReadyMark(RegistryEntry entry) {

  private static final String SESSION = "session";
  private static final String ID = "id";
  private static final String RUN = "run";
  private static final String USED = "used";
  private static final String MEMORY = "memory";
  private static final String PLACES = "places";
  private static final String NAMES = "names";
  private static final String SEPARATOR = "\t";
  private static final String PART = "is.";
  private static final int MOST_PLACES = 100;

  /** A container that was just started, and is in use. */
  static ReadyMark of(
      String session, String run, String id, StartRequest request, Fingerprint fingerprint) {
    RegistryEntry entry =
        new RegistryEntry(Map.of())
            .with(SESSION, session)
            .with(ID, id)
            .with("image", request.spec().image().describe())
            .with("process", ProcessHandle.current().pid())
            .with("at", Instant.now())
            .with(NAMES, String.join(SEPARATOR, request.aliases()));
    for (Map.Entry<String, String> part : fingerprint.parts().entrySet()) {
      entry = entry.with(PART + encode(part.getKey(), UTF_8), part.getValue());
    }
    return new ReadyMark(entry).used(run);
  }

  String session() {
    return entry.get(SESSION);
  }

  /** The container's, as the engine calls it. */
  String id() {
    return entry.get(ID);
  }

  /** The run that used it last. */
  String run() {
    return entry.get(RUN);
  }

  /** When it was last used, in milliseconds of the epoch. */
  long used() {
    return entry.number(USED);
  }

  /** The bytes that it took at the end of its last run, 0 if that is not known. */
  long memory() {
    return entry.number(MEMORY);
  }

  /** The names that it was given on the build's network. */
  List<String> names() {
    return list(NAMES);
  }

  /** Where it was asked for, as {@link #place} says it. */
  List<String> places() {
    return list(PLACES);
  }

  private List<String> list(String name) {
    return Stream.of(entry.get(name).split(SEPARATOR, -1)).filter(one -> !one.isEmpty()).toList();
  }

  /** What it was when it was started. */
  Fingerprint fingerprint() {
    Map<String, String> parts = new TreeMap<>();
    entry
        .values()
        .forEach(
            (name, value) -> {
              if (name.startsWith(PART)) {
                parts.put(decode(name.substring(PART.length()), UTF_8), value);
              }
            });
    return new Fingerprint(parts);
  }

  /** It is used by a run. */
  ReadyMark used(String run) {
    return new ReadyMark(entry.with(RUN, run).with(USED, Instant.now().toEpochMilli()));
  }

  /** It takes so many bytes. */
  ReadyMark memory(long bytes) {
    return new ReadyMark(entry.with(MEMORY, bytes));
  }

  /** It is asked for there too. */
  ReadyMark and(String place) {
    Set<String> all = new LinkedHashSet<>(places());
    return all.size() < MOST_PLACES && all.add(place) ? places(all) : this;
  }

  /** It is asked for there no more. */
  ReadyMark without(String place) {
    Set<String> all = new LinkedHashSet<>(places());
    return all.remove(place) ? places(all) : this;
  }

  private ReadyMark places(Set<String> all) {
    return new ReadyMark(entry.with(PLACES, String.join(SEPARATOR, all)));
  }

  /** A declaration, told from those of the same name in other modules of the build. */
  static String place(StartRequest request) {
    return request.place() + " in " + Path.of("").toAbsolutePath();
  }
}
