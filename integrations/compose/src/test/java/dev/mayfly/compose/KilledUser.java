package dev.mayfly.compose;

import dev.mayfly.runtime.Containers;

/** A program that is killed while its project is being created, or runs. */
final class KilledUser {

  private KilledUser() {}

  @SuppressWarnings("resource") // that is the point
  public static void main(String[] arguments) {
    Containers containers = Containers.open();
    System.out.println(containers.sessionId());
    System.out.flush();
    containers.start(
        "killed", ComposeProject.of(arguments[0]).env("TOKEN", "one").scale("worker", 3));
    System.out.println("ready");
    System.out.flush();
    Runtime.getRuntime().halt(9);
  }
}
