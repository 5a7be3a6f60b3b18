package dev.mayfly.redis;

import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.redis.RedisConnection.Refusal;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Hands out a server's numbered databases, each to one test at a time. Thread-safe: one thread asks
 * at a time.
 *
 * <p>Number 0 is left to those who use the server as a whole. The last one holds a table of who has
 * which number, since other JVMs may hand out databases of the same server: a number is taken by
 * whoever is the first to write it down. A run lives as long as the server knows a connection under
 * its name; numbers of dead runs are free again when the next run begins.
 */
final class DatabaseNumbers implements SliceMaker<RedisDatabase> {

  private static final String TABLE = "mayfly:databases";
  private static final int PATIENCE_MILLIS = 10_000;

  /** Whoever tidies up may be slower than another, or than the one who counted as dead. */
  private static final String TAKE_OVER =
      "if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end"
          + " redis.call('HSET', KEYS[1], ARGV[1], ARGV[3]) return 1";

  private final RunningContainer container;
  private final String run;
  private final Set<String> mine = new HashSet<>();
  private int last;
  private @Nullable RedisConnection connection;
  private boolean closed;

  private DatabaseNumbers(RunningContainer container, String run) {
    this.container = container;
    this.run = run;
  }

  /**
   * Connects to the server.
   *
   * @throws MayflyException if it can't
   */
  static DatabaseNumbers open(RunningContainer container, String run) {
    DatabaseNumbers numbers = new DatabaseNumbers(container, "mayfly-" + run);
    try {
      numbers.begin();
      return numbers;
    } catch (IOException e) {
      numbers.close();
      throw new MayflyException(
          "No databases can be handed out in " + container.name() + ": " + e.getMessage(), e);
    }
  }

  private synchronized void begin() throws IOException {
    List<String> setting = ask(0, "CONFIG", "GET", "databases");
    if (setting.isEmpty()) {
      throw new IOException("the server does not tell how many it has");
    }
    last = Integer.parseInt(setting.get(setting.size() - 1)) - 1;
    freeWhatDeadRunsHad();
  }

  private void freeWhatDeadRunsHad() throws IOException {
    List<String> table = ask(last, "HGETALL", TABLE); // first: who is in it had connected by then
    Set<String> alive =
        ask(last, "CLIENT", "LIST").stream()
            .flatMap(list -> list.lines())
            .map(client -> client.replaceAll(".* name=(\\S*) .*", "$1"))
            .collect(Collectors.toSet());
    for (int i = 0; i + 1 < table.size(); i += 2) {
      if (!alive.contains(table.get(i + 1))) {
        free(table.get(i), table.get(i + 1));
      }
    }
  }

  @Override
  public synchronized String make(RedisDatabase description) throws IOException {
    Set<String> taken = new HashSet<>(mine); // which a server that was started again has forgotten
    taken.addAll(ask(last, "HKEYS", TABLE));
    List<String> free =
        IntStream.range(1, last)
            .mapToObj(Integer::toString)
            .filter(number -> !taken.contains(number))
            .toList();
    for (String number : free) {
      if (ask(last, "HSETNX", TABLE, number, run).contains("1")) {
        mine.add(number);
        ask(Integer.parseInt(number), "FLUSHDB");
        return number;
      }
    }
    throw new MayflyException(
        last < 2
            ? "the server has "
                + (last + 1)
                + (last == 0 ? " database" : " databases")
                + ", and none for a test: number 0 is left to those who use the server as a whole, and"
                + " the last one holds the table of who has which.\n  try: leave setting(\"databases\","
                + " …) out, or give it 3 at least, such as setting(\"databases\", \"16\")"
            : "all "
                + (last - 1)
                + " databases are in use.\n  try: give the server more with setting(\"databases\","
                + " \"2000\"), or run fewer tests at a time");
  }

  @Override
  public synchronized void drop(String name) throws IOException {
    free(name, run);
    mine.remove(name);
  }

  /** Empties a database that is still its owner's, and lets others have it. */
  private void free(String number, String owner) throws IOException {
    if (ask(last, "EVAL", TAKE_OVER, "1", TABLE, number, owner, run).contains("1")) {
      ask(Integer.parseInt(number), "FLUSHDB");
      ask(last, "HDEL", TABLE, number);
    }
  }

  /** Asks in a database, on a new connection if the server was started again. */
  private synchronized List<String> ask(int database, String... words) throws IOException {
    RedisConnection kept = connection;
    if (kept != null) {
      try {
        return ask(kept, database, words);
      } catch (Refusal refusal) {
        throw refusal;
      } catch (IOException e) {
        // The server may have been started again: a new connection tells.
      }
    }
    return ask(connect(), database, words);
  }

  /** A connection that failed is not kept: the next question would get this one's answer. */
  private List<String> ask(RedisConnection kept, int database, String... words) throws IOException {
    try {
      kept.ask("SELECT", Integer.toString(database));
      return kept.ask(words);
    } catch (Refusal refusal) {
      throw refusal;
    } catch (IOException e) {
      disconnect();
      throw e;
    }
  }

  /** One without the run's name is not kept: the run would count as dead. */
  private RedisConnection connect() throws IOException {
    if (closed) {
      throw new IOException("the run is over");
    }
    RedisConnection fresh =
        RedisConnection.open(
            container.mappedAddress(RedisContainer.PORT),
            Tls.isIn(container.spec().env()),
            PATIENCE_MILLIS);
    connection = fresh;
    try {
      String password = Login.password(container.spec().env());
      if (password != null) {
        fresh.ask("AUTH", password);
      }
      fresh.ask("CLIENT", "SETNAME", run);
      return fresh;
    } catch (IOException e) {
      disconnect();
      throw e;
    }
  }

  private void disconnect() {
    RedisConnection kept = connection;
    connection = null;
    try {
      if (kept != null) {
        kept.close();
      }
    } catch (IOException e) {
      return; // it is closed all the same
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    disconnect();
  }
}
