package dev.mayfly.spring;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client needs to know of a service; as a text it tells no password. */
sealed interface Access {

  record Sql(String url, String user, String password, String driver) implements Access {

    @Override
    public String toString() {
      return url;
    }
  }

  /**
   * Where a server is, and who asks.
   *
   * @param path what follows the first slash, such as the number of a database
   * @param trusted certificates in PEM by which the client trusts it, or null without TLS
   */
  record At(
      String host,
      int port,
      @Nullable String user,
      @Nullable String password,
      String path,
      @Nullable String trusted) {

    /** Reads {@code scheme://user:password@host:port/path}. */
    static At of(URI uri, @Nullable String trusted) {
      String[] login =
          uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
      String path = uri.getRawPath();
      return new At(
          uri.getHost(),
          uri.getPort(),
          login.length == 0 ? null : decoded(login[0]),
          login.length < 2 ? null : decoded(login[1]),
          path.isEmpty() ? "" : decoded(path.substring(1)),
          trusted);
    }

    private static String decoded(String text) {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return host + ":" + port + "/" + path;
    }
  }

  record Redis(At at) implements Access {}

  record Rabbit(At at) implements Access {}

  record Search(At at) implements Access {}

  /**
   * A broker.
   *
   * @param protocol as Kafka calls it, or null where the application's own counts
   * @param login properties of clients; empty where none is asked for
   */
  record Kafka(
      String bootstrapServers,
      @Nullable String protocol,
      @Nullable String trusted,
      Map<String, String> login)
      implements Access {

    @Override
    public String toString() {
      return bootstrapServers;
    }
  }

  record Mongo(String uri) implements Access {

    @Override
    public String toString() {
      return "MongoDB";
    }
  }

  record Graph(URI uri, @Nullable String user, @Nullable String password) implements Access {

    @Override
    public String toString() {
      return uri.toString();
    }
  }

  /**
   * A node of Cassandra.
   *
   * @param keyspace null where the application's own counts
   */
  record Cassandra(At at, String datacenter, @Nullable String keyspace) implements Access {}

  record Pulsar(URI broker, URI admin) implements Access {}

  record Artemis(URI uri, String user, String password) implements Access {

    @Override
    public String toString() {
      return uri.toString();
    }
  }
}
