package dev.mayfly.jdbc.filling;

import dev.mayfly.FileSource;
import dev.mayfly.MayflyException;
import dev.mayfly.jdbc.DatabaseMigration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The scripts and migrations that fill a database, in their order. Immutable in its options: each
 * returns a copy. Thread-safe.
 */
public final class Filling {

  private final List<Step> steps;

  private Filling(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /** Nothing. */
  public static Filling none() {
    return new Filling(List.of());
  }

  private Filling and(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new Filling(more);
  }

  /**
   * Then these SQL scripts, plain or packed with gzip. Their content is read when it is needed.
   *
   * @throws IllegalArgumentException if a script's name ends in {@code .sh}, {@code .xz} or {@code
   *     .zst}
   */
  public Filling scripts(FileSource... scripts) {
    Filling all = this;
    for (FileSource script : scripts) {
      all = all.and(new Step.Script(script));
    }
    return all;
  }

  /**
   * Then Flyway's migrations.
   *
   * @param part the artifact of Flyway's for the product
   * @param locations as Flyway has them; {@code classpath:db/migration} if none is given
   */
  public Filling flyway(String part, String... locations) {
    List<String> folders =
        locations.length == 0 ? List.of("classpath:db/migration") : List.of(locations);
    return and(
        new Step.Tool(
            "Flyway",
            "org.flywaydb:flyway-core and " + part,
            folders.toString(),
            folders,
            database -> new FlywayMigration(folders).migrate(database)));
  }

  /**
   * Then Liquibase's changelog.
   *
   * @param changelog on the class path
   */
  public Filling liquibase(String changelog) {
    String folder = changelog.substring(0, Math.max(0, changelog.lastIndexOf('/')));
    return and(
        new Step.Tool(
            "Liquibase",
            "org.liquibase:liquibase-core",
            changelog,
            List.of(folder),
            database -> new LiquibaseMigration(changelog).migrate(database)));
  }

  /**
   * Then a user's function.
   *
   * @param key equal for functions that do the same
   */
  public Filling migrate(String key, DatabaseMigration migration) {
    return and(new Step.Migration(key, migration));
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /**
   * What it fills a database with: equal for equal content.
   *
   * @throws java.io.UncheckedIOException if a file can't be read
   */
  public List<String> content() {
    return steps.stream().map(Filling::key).toList();
  }

  private static String key(Step step) {
    if (step instanceof Step.Migration migration) {
      return "migration " + migration.key();
    }
    return step instanceof Step.Tool tool
        ? tool.name() + " " + tool.input() + " " + MigrationFiles.hash(tool.folders())
        : "script " + Script.read(((Step.Script) step).source()).hash();
  }

  /**
   * Fills a database.
   *
   * @param database connections to it that may do everything
   * @param client runs scripts in it
   * @throws MayflyException if one of them fails, saying which and why
   */
  public void into(DataSource database, ScriptClient client) {
    for (Step step : steps) {
      if (step instanceof Step.Migration migration) {
        migrate("The migration \"" + migration.key() + "\"", migration.function(), database);
      } else if (step instanceof Step.Tool tool) {
        run(tool, database);
      } else {
        Script script = Script.read(((Step.Script) step).source());
        client.run(script.name(), script.sql());
      }
    }
  }

  private static void run(Step.Tool tool, DataSource database) {
    try {
      migrate(tool.name() + " with " + tool.input(), tool.run(), database);
    } catch (NoClassDefFoundError e) {
      throw new MayflyException(
          tool.name() + " is not on the class path: add " + tool.artifact() + ".", e);
    }
  }

  private static void migrate(String name, DatabaseMigration migration, DataSource database) {
    try {
      migration.migrate(database);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      String problem = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new MayflyException(name + " failed: " + problem, e);
    }
  }
}
