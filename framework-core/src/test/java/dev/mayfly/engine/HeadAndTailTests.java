package dev.mayfly.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadAndTailTests {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 11, 19, 20})
  void what_fits_is_kept_as_it_is(int size) {
    byte[] bytes = "abcdefghijklmnopqrstuvwxyz".substring(0, size).getBytes(US_ASCII);
    HeadAndTail kept = new HeadAndTail(10);
    kept.write(bytes);

    assertThat(kept.bytes()).isEqualTo(bytes);
    assertThat(kept.leftOut()).isZero();
  }

  @Test
  void of_more_the_begin_and_the_end_are_kept_whatever_the_pieces() {
    Random random = new Random(42);
    for (int run = 0; run < 200; run++) {
      HeadAndTail kept = new HeadAndTail(10);
      StringBuilder all = new StringBuilder();
      while (all.length() < 21 + run) {
        String piece = Integer.toString(random.nextInt(1 << random.nextInt(31)), 36);
        all.append(piece);
        kept.write(piece.getBytes(US_ASCII));
      }

      String text = new String(kept.bytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(text)
          .startsWith(all.substring(0, 10) + "\n[… " + (all.length() - 20) + " bytes left out")
          .endsWith("…]\n" + all.substring(all.length() - 10));
      assertThat(kept.end(5)).isEqualTo(all.substring(all.length() - 5));
    }
  }

  @Test
  void the_end_is_kept_in_order_beyond_the_first_allocation() {
    HeadAndTail kept = new HeadAndTail(300_000);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      String piece = i + ",";
      all.append(piece);
      kept.write(piece.getBytes(US_ASCII));
    }

    assertThat(new String(kept.bytes(), US_ASCII)).endsWith(all.substring(all.length() - 300_000));
  }
}
