package dev.mayfly.bench.bare;

/** What {@link RedisTests} does, without JUnit: the least that any library could need. */
public final class ColdMain {

  private ColdMain() {}

  public static void main(String[] arguments) throws Exception {
    RedisTests.start();
    new RedisTests().answers();
    RedisTests.stop();
  }
}
