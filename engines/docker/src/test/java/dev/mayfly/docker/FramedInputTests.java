package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.api.Test;

class FramedInputTests {

  private static final byte[] ONE_FRAME = {1, 0, 0, 0, 0, 0, 0, 3, 'a', 'b', 'c'};

  /** Where a connection would block for who reads on. */
  private static final InputStream NOTHING_YET =
      new InputStream() {
        @Override
        public int read() {
          throw new AssertionError("read although nothing more was asked for");
        }
      };

  @Test
  void who_asks_for_what_has_come_does_not_wait_for_more() throws IOException {
    InputStream connection =
        new SequenceInputStream(new ByteArrayInputStream(ONE_FRAME), NOTHING_YET);

    FramedInput input = new FramedInput(new FrameReader(connection));

    assertThat(input.readNBytes(3)).containsExactly('a', 'b', 'c');
  }
}
