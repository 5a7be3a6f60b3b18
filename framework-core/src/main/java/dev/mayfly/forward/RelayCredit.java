package dev.mayfly.forward;

/**
 * How many more bytes of one connection the other side takes, so that a client that does not read
 * holds up nobody else. Thread-safe.
 */
final class RelayCredit {

  /** What each side takes before it has said anything, in bytes; the relay's program has it too. */
  static final int WINDOW = 65_536;

  private int left = WINDOW;

  /** Waits until something may be sent, and takes up to {@code most} bytes of it. */
  synchronized int take(int most) throws InterruptedException {
    while (left == 0) {
      wait();
    }
    int taken = Math.min(left, most);
    left -= taken;
    return taken;
  }

  /** What was taken and not needed, or what the other side allows anew. */
  synchronized void add(int bytes) {
    left += bytes;
    notifyAll();
  }
}
