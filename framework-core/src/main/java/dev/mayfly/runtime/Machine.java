package dev.mayfly.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine this JVM runs on, told from others that one engine may serve. */
final class Machine {

  private Machine() {}

  /** The host and its process namespace: two JVMs with equal names see each other's processes. */
  static String name() {
    return hostName() + id() + namespace("pid");
  }

  /** The same with its view of files: two JVMs with equal names see each other's files too. */
  static String nameWithFiles() {
    return name() + namespace("mnt");
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  /** What systemd and D-Bus tell machines of one host name apart by, in a form not to be traced. */
  private static String id() {
    try {
      String id = Files.readString(Path.of("/etc/machine-id")).strip();
      return id.isEmpty() ? "" : "/" + Digest.of("mayfly " + id).substring(0, 8);
    } catch (IOException e) {
      return "";
    }
  }

  private static String namespace(String kind) {
    try {
      return "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/" + kind));
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
