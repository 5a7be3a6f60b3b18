package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Kills busy test JVMs at moments that nobody chose; half of them are in the first quarter of the
 * time. The system property {@code chaos.kills} says how many, {@code chaos.seed} repeats a run.
 *
 * <p>How soon all is gone is printed: that it goes is what is tested.
 */
public final class KillMoments {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private KillMoments() {}

  /** In milliseconds after a session began. */
  public static LongStream within(Duration longest, int usualKills) {
    long seed = Long.getLong("chaos.seed", System.nanoTime());
    System.out.println("-Dchaos.seed=" + seed);
    Random random = new Random(seed);
    return IntStream.range(0, Integer.getInteger("chaos.kills", usualKills))
        .mapToLong(kill -> (long) (longest.toMillis() * Math.pow(random.nextDouble(), 2)));
  }

  /** The session that a JVM has begun, which it prints as "session ID". */
  public static String sessionOf(Process jvm) throws IOException {
    BufferedReader output = jvm.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("session ")) {
        return line.substring("session ".length());
      }
    }
    throw new AssertionError("The forked JVM ended before its session began.");
  }

  /** Waits for the moment. */
  public static void letLive(Process jvm, long millis) throws InterruptedException {
    boolean ended = jvm.waitFor(millis, TimeUnit.MILLISECONDS);
    assertThat(ended).as("the JVM ended by itself").isFalse();
  }

  /** Kills one, and waits until nothing is left of it. */
  public static void kill(Process jvm, Supplier<List<?>> left) throws InterruptedException {
    jvm.destroyForcibly().waitFor();

    long killed = System.nanoTime();
    List<?> atDeath = left.get();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(left.get()).as("of %s", atDeath).isEqualTo(List.of()));
    System.out.printf(
        "gone %d ms after the kill: %s%n",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed), atDeath);
  }
}
