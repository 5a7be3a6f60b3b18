package dev.mayfly.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Who owns what is started: a random id, and the process that will clean up.
 *
 * @param id unique among all sessions of an engine
 * @param owner tells on the same machine whether the owning process still lives, see {@link Owner}
 */
record Session(String id, Owner owner) {

  static final String SESSION_LABEL = "dev.mayfly.session";
  static final String OWNER_LABEL = "dev.mayfly.owner";
  static final String PLACE_LABEL = "dev.mayfly.place";
  static final String REAPER_LABEL = "dev.mayfly.reaper";
  static final String KEPT_LABEL = "dev.mayfly.kept-until";

  /** A new session of this process. */
  static Session begin() {
    byte[] random = new byte[6];
    new SecureRandom().nextBytes(random);
    return new Session(HexFormat.of().formatHex(random), Owner.thisProcess());
  }

  /** The labels that everything of this session carries. */
  Map<String, String> labels() {
    return Map.of(SESSION_LABEL, id, OWNER_LABEL, owner.toString());
  }

  Map<String, String> labels(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.putAll(labels());
    return all;
  }

  /** Says on something of a session that what is left of the session stays until then. */
  static Map<String, String> keptUntil(Instant time) {
    return Map.of(KEPT_LABEL, String.valueOf(time.toEpochMilli()));
  }

  /** The engine's name for something that the session calls {@code name}. */
  String engineName(String name) {
    return "mayfly-" + id + "-" + name.replaceAll("[^a-zA-Z0-9_.-]", "-");
  }

  /**
   * A process, named so that it can be told from all others that an engine may hear of.
   *
   * @param machine the host and its process namespace
   * @param pid the process's number there
   * @param startMillis when it started, since numbers are used again
   */
  record Owner(String machine, long pid, long startMillis) {

    static Owner thisProcess() {
      ProcessHandle self = ProcessHandle.current();
      return new Owner(machineName(), self.pid(), startOf(self));
    }

    /** Reads a label's value; anything else is nobody that could be known to be dead. */
    static Owner parse(String label) {
      String[] parts = label.split(" ", -1);
      try {
        return new Owner(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        return new Owner("", 0, 0);
      }
    }

    /** Whether it ran in this process namespace and is certain to run no more. */
    boolean isDead() {
      return machine.equals(machineName())
          && ProcessHandle.of(pid).map(process -> startOf(process) != startMillis).orElse(true);
    }

    private static long startOf(ProcessHandle process) {
      return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String machineName() {
      String host;
      try {
        host = InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        host = "unknown";
      }
      try {
        return host + "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
      } catch (java.io.IOException | UnsupportedOperationException e) {
        return host;
      }
    }

    @Override
    public String toString() {
      return machine + " " + pid + " " + startMillis;
    }
  }
}
