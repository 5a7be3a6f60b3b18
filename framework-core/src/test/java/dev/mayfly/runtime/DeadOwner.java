package dev.mayfly.runtime;

import dev.mayfly.process.JvmMark;

/** The owner of a session whose JVM ran on this machine and has ended, as a label's value. */
final class DeadOwner {

  private DeadOwner() {}

  static String label() {
    Session.Owner self = Session.Owner.thisProcess();
    JvmMark before = new JvmMark(self.jvm().pid(), self.jvm().start() - 60_000);
    return new Session.Owner(self.machine(), before).toString();
  }
}
