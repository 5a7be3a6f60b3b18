package dev.mayfly.runtime;

import dev.mayfly.runtime.Session.Owner;

/** Says in words who owns a session. */
final class OwnerWords {

  private OwnerWords() {}

  /** What the value of an owner's label stands for. */
  static String of(String label) {
    String[] parts = label.split(" ", 4);
    if (label.startsWith("build ") && parts.length == 4) {
      return "build of " + host(parts[1]);
    }
    Owner owner = Owner.parse(label);
    return owner.machine().isEmpty()
        ? "unknown"
        : "process " + owner.jvm().pid() + " of " + host(owner.machine());
  }

  private static String host(String machine) {
    int end = machine.indexOf('/');
    return end < 0 ? machine : machine.substring(0, end);
  }
}
