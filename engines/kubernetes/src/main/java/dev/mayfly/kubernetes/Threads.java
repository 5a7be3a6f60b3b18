package dev.mayfly.kubernetes;

/** Makes the adapter's threads: daemons whose names tell whom they serve. */
final class Threads {

  private Threads() {}

  static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
