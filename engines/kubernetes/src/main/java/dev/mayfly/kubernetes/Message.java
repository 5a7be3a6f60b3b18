package dev.mayfly.kubernetes;

/**
 * What came from a pod at once.
 *
 * @param channel where it was written to
 * @param bytes its content
 */
@SuppressWarnings("ArrayRecordComponent")
record Message(int channel, byte[] bytes) {

  static final int STDIN = 0;
  static final int STDOUT = 1;
  static final int STDERR = 2;
  static final int STATUS = 3;

  /** Nothing comes after it. */
  static final Message END = new Message(-1, new byte[0]);

  boolean isEnd() {
    return channel < 0;
  }
}
