package dev.mayfly.runtime;

import dev.mayfly.engine.EngineResource;
import dev.mayfly.process.JvmMark;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who owns what is started: a random id, and who will clean up.
 *
 * @param id unique among all sessions of an engine
 * @param owner tells on the same machine whether the owner still lives: an {@link Owner} or a
 *     {@link BuildOwner}, as text
 * @param isWatched whether a reaper on the engine runs as long as the session lives
 */
record Session(String id, String owner, boolean isWatched) {

  private static final String OWN = "dev.mayfly.";
  static final String SESSION_LABEL = "dev.mayfly.session";
  static final String OWNER_LABEL = "dev.mayfly.owner";
  static final String PLACE_LABEL = "dev.mayfly.place";
  static final String REAPER_LABEL = "dev.mayfly.reaper";
  static final String KEPT_LABEL = "dev.mayfly.kept-until";
  static final String UNWATCHED_LABEL = "dev.mayfly.unwatched";

  private static final String YES = "yes";

  /** A new session of this process. */
  static Session begin(boolean isWatched) {
    return new Session(randomId(), Owner.thisProcess().toString(), isWatched);
  }

  private static String randomId() {
    byte[] random = random();
    random[0] |= 0x10;
    return HexFormat.of().formatHex(random);
  }

  /**
   * An id for the session of a build. It sorts before those of other sessions: an engine takes a
   * container's gateway from the network whose name sorts first, and mapped ports stay as they are
   * only while that does not change when the container joins another session's network.
   */
  static String randomBuildId() {
    byte[] random = random();
    random[0] &= 0x0f;
    return HexFormat.of().formatHex(random);
  }

  private static byte[] random() {
    byte[] random = new byte[6];
    new SecureRandom().nextBytes(random);
    return random;
  }

  /** The labels that everything of this session carries. */
  Map<String, String> labels() {
    return isWatched
        ? Map.of(SESSION_LABEL, id, OWNER_LABEL, owner)
        : Map.of(SESSION_LABEL, id, OWNER_LABEL, owner, UNWATCHED_LABEL, YES);
  }

  Map<String, String> labels(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.putAll(labels());
    return all;
  }

  /**
   * Labels that take away what a container would inherit: an image may have labels of ours, from
   * another session or from anybody, and a container has its image's labels unless it is given
   * others.
   */
  static Map<String, String> instead(Map<String, String> inherited) {
    return inherited.keySet().stream()
        .filter(key -> key.startsWith(OWN))
        .collect(Collectors.toMap(key -> key, key -> ""));
  }

  /** Labels that take away what an image has of its container, so that it is of no session. */
  static Map<String, String> unowned() {
    return Map.of(SESSION_LABEL, "", OWNER_LABEL, "", UNWATCHED_LABEL, "");
  }

  /** The same session without a reaper, after all. */
  Session unwatched() {
    return new Session(id, owner, false);
  }

  /** Whether something is a reaper's container. */
  static boolean isReaper(EngineResource resource) {
    return !resource.labels().getOrDefault(REAPER_LABEL, "").isEmpty();
  }

  /**
   * Says on something of a session that what is left of the session stays until then, by the
   * engine's clock.
   */
  static Map<String, String> keptUntil(Instant time) {
    return Map.of(KEPT_LABEL, String.valueOf(time.toEpochMilli()));
  }

  /**
   * The engine's name for something that the session calls {@code name}; different names are
   * different there too, although an engine's names have fewer letters.
   */
  String engineName(String name) {
    String plain = name.replaceAll("[^a-zA-Z0-9_.-]", "-");
    String sure = plain.equals(name) ? "" : "-" + Digest.of(name).substring(0, 12);
    return "mayfly-" + id + "-" + plain + sure;
  }

  /** The engine's name for a mark of ours; nothing that the session calls by a name has it. */
  String markName(String mark) {
    return "mayfly-" + id + "." + mark;
  }

  /**
   * A process, named so that it can be told from all others that an engine may hear of.
   *
   * @param machine the host and its process namespace
   * @param jvm the process there
   */
  record Owner(String machine, JvmMark jvm) {

    static Owner thisProcess() {
      return new Owner(Machine.name(), JvmMark.ofThisProcess());
    }

    /** Reads a label's value; anything else is nobody that could be known to be dead. */
    static Owner parse(String label) {
      String[] parts = label.split(" ", -1);
      try {
        return new Owner(parts[0], new JvmMark(Long.parseLong(parts[1]), Long.parseLong(parts[2])));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        return new Owner("", new JvmMark(0, 0));
      }
    }

    /** Whether it can be seen from this process namespace if it runs. */
    boolean isHere() {
      return machine.equals(Machine.name());
    }

    /** Whether it ran in this process namespace and is certain to run no more. */
    boolean isDead() {
      return isHere() && jvm.isDead();
    }

    @Override
    public String toString() {
      return machine + " " + jvm.pid() + " " + jvm.start();
    }
  }
}
