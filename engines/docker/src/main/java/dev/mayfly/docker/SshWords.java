package dev.mayfly.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** What {@code ssh} says on its standard error, and what that means. Thread-safe. */
final class SshWords {

  /** Begins what is said where a login was lost. */
  static final String ENDED = "the ssh login has ended";

  private static final int MOST_LINES = 20;
  private static final Duration MOMENT = Duration.ofMillis(300);
  private static final Duration JUST_NOW = Duration.ofSeconds(1);

  private final Deque<String> lines = new ArrayDeque<>();
  private long saidAt; // System.nanoTime of the last line
  private boolean ended;
  private boolean closed;

  synchronized void add(String line) {
    if (lines.size() == MOST_LINES) {
      lines.removeFirst();
    }
    lines.add(line.strip());
    saidAt = System.nanoTime();
    notifyAll();
  }

  /** The process has ended. */
  synchronized void end(int code) {
    ended = true;
    if (lines.isEmpty()) {
      lines.add("it ended with exit code " + code);
    }
    notifyAll();
  }

  /** Its end is wanted. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** What it has said, to be put behind something else. */
  synchronized String soFar() {
    return lines.isEmpty() ? "" : ": " + String.join("; ", lines);
  }

  /** Why there was no login. */
  synchronized IOException failure(SshDestination destination, Exception cause) {
    String said = String.join("; ", lines);
    return new IOException("ssh: " + said + advice(said, destination), cause);
  }

  private static String advice(String said, SshDestination destination) {
    String byHand = "\"" + destination.byHand() + "\"";
    if (said.contains("IDENTIFICATION HAS CHANGED")) {
      return ". If that machine was set up anew, remove its old key: ssh-keygen -R "
          + destination.host();
    }
    if (said.contains("Host key verification failed")) {
      return ". Its key is not known here: connect once by hand and accept it, " + byHand;
    }
    if (said.contains("Permission denied")) {
      return ". No key of yours opens it without being asked for something: "
          + byHand
          + " must get in by itself; a key with a passphrase must be in the agent (ssh-add)";
    }
    if (said.contains("ssh: not found") || said.contains("ssh: command not found")) {
      return ". Install an ssh client (Debian: openssh-client)";
    }
    return "";
  }

  /** Adds to a failure of a forward what was said of it, or that the login has ended. */
  synchronized IOException explain(IOException failure) {
    awaitWords();
    String said = lines.isEmpty() ? "" : lines.getLast();
    boolean isTold = String.valueOf(failure.getMessage()).startsWith(ENDED);
    if (closed || isTold || said.isEmpty() || (!ended && !isOfForwardJustNow())) {
      return failure;
    }
    String what = ended ? ENDED + ": " : "ssh: ";
    return new IOException(what + said + meaning(said), failure);
  }

  /** What is said of a forward comes a moment after it has failed. */
  private void awaitWords() {
    try {
      long end = System.nanoTime() + MOMENT.toNanos();
      for (long left = MOMENT.toMillis();
          left > 0 && !ended && !closed && !isOfForwardJustNow();
          left = Duration.ofNanos(end - System.nanoTime()).toMillis()) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The forward of a port fails whenever nobody listens there, and says nothing of the engine. */
  private boolean isOfForwardJustNow() {
    return !lines.isEmpty()
        && isOfForward(lines.getLast())
        && System.nanoTime() - saidAt < JUST_NOW.toNanos();
  }

  private static boolean isOfForward(String said) {
    return said.contains("open failed");
  }

  private static String meaning(String said) {
    if (said.contains("prohibited")) {
      return ". Its ssh server forbids to forward: AllowStreamLocalForwarding and"
          + " AllowTcpForwarding must be yes in its sshd_config";
    }
    return isOfForward(said)
        ? ". Either the engine's socket there is missing or not that user's to use, or its ssh"
            + " server forbids to forward: AllowStreamLocalForwarding and AllowTcpForwarding in its"
            + " sshd_config"
        : "";
  }
}
