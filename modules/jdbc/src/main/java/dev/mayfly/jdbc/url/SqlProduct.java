package dev.mayfly.jdbc.url;

import dev.mayfly.FileSource;
import dev.mayfly.Slice;
import dev.mayfly.SliceMaker;
import dev.mayfly.jdbc.SqlContainer;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A kind of SQL server that URLs name; for modules, each of which offers one as a service of {@link
 * java.util.ServiceLoader}.
 */
public interface SqlProduct {

  /** As it stands in a URL after {@code jdbc:mayfly:}, such as {@code postgresql}. */
  String name();

  /**
   * A server so described, not started.
   *
   * @throws IllegalArgumentException if it can't be
   */
  SqlContainer server(Request request);

  /**
   * What makes databases in a running server, until this JVM ends.
   *
   * @param run 12 of the characters 0-9 and a-f, which no other has
   * @throws Exception saying what the server refused, if it did
   */
  DatabaseSource databases(SqlContainer server, String run) throws Exception;

  /** Makes databases in one server. Thread-safe. */
  @FunctionalInterface
  interface DatabaseSource {

    /**
     * Makes slices.
     *
     * @param description of a slice that holds what the scripts make of it
     * @param url of a slice, by its name
     */
    static <S extends Slice> DatabaseSource of(
        SliceMaker<S> maker, Function<FileSource[], S> description, UnaryOperator<String> url) {
      return scripts -> {
        String name = maker.make(description.apply(scripts.toArray(FileSource[]::new)));
        return () -> url.apply(name);
      };
    }

    /**
     * A database of its own that holds what the scripts make of it.
     *
     * @return its URL, which is asked for each connection, since a server that was started again
     *     has another port
     * @throws Exception saying what the server refused, if it did
     */
    Supplier<String> make(List<FileSource> scripts) throws Exception;
  }

  /**
   * What a URL says of its server. What is null is the module's default.
   *
   * @param image the image's name, or null for the default of that tag
   * @param tag the image's tag
   * @param database the database that the server makes at its start
   * @param user the user that it makes
   * @param password the user's password
   * @param scripts what it runs at its start
   * @param options of the driver
   */
  record Request(
      @Nullable String image,
      @Nullable String tag,
      @Nullable String database,
      @Nullable String user,
      @Nullable String password,
      List<FileSource> scripts,
      Map<String, String> options) {

    /** The name of the image, of which a module knows what it is called and its usual tag. */
    public String image(String name, String usualTag) {
      if (image != null) {
        return image;
      }
      return name + ":" + (tag == null ? usualTag : tag);
    }

    /** A server with what the URL says, each by the module's own option for it. */
    public <C> C given(
        C usual,
        BiFunction<C, String, C> databaseOption,
        BiFunction<C, String, C> userOption,
        BiFunction<C, String, C> passwordOption,
        UrlParameter<C> urlParameter) {
      C server = option(usual, databaseOption, database);
      server = option(server, userOption, user);
      server = option(server, passwordOption, password);
      for (Map.Entry<String, String> one : options.entrySet()) {
        server = urlParameter.add(server, one.getKey(), one.getValue());
      }
      return server;
    }

    private static <C> C option(C server, BiFunction<C, String, C> option, @Nullable String value) {
      return value == null ? server : option.apply(server, value);
    }

    /** Keeps the password to itself. */
    @Override
    public String toString() {
      return "image " + image + ", tag " + tag + ", database " + database;
    }
  }

  /** A module's option for what its driver is told. */
  @FunctionalInterface
  interface UrlParameter<C> {
    C add(C server, String name, String value);
  }
}
