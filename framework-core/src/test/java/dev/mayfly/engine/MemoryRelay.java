package dev.mayfly.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A relay of the in-memory engine: it listens wherever it is told to, and nobody ever connects. */
final class MemoryRelay {

  private static final int HEAD = 9;
  private static final int NUMBER_AT = 5;

  private final ProgramRun run;
  private final ByteArrayOutputStream unread = new ByteArrayOutputStream();

  private MemoryRelay(ProgramRun run) {
    this.run = run;
  }

  /** What its container does. */
  static Program program() {
    return new Program()
        .does(
            run -> {
              MemoryRelay relay = new MemoryRelay(run);
              run.onInput(relay::read, () -> run.exit(0));
            });
  }

  private synchronized void read(byte[] bytes) {
    unread.writeBytes(bytes);
    byte[] all = unread.toByteArray();
    int at = 0;
    for (; all.length - at >= HEAD; at += HEAD) {
      int number = ByteBuffer.wrap(all).getInt(at + NUMBER_AT);
      if (all[at] == 'L') {
        run.output(ByteBuffer.allocate(HEAD).put((byte) 'L').putInt(0).putInt(number).array());
      }
    }
    unread.reset();
    unread.writeBytes(Arrays.copyOfRange(all, at, all.length));
  }
}
