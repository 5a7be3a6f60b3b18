package dev.mayfly.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.net.URI;
import java.time.Duration;

/** Deletes streams with the user's client, on a connection for each call. */
final class StreamRemoval {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What the server puts before the names of buckets to have those of their streams. */
  private static final String BUCKETS = "(KV_|OBJ_)?";

  private final Options options;

  private StreamRemoval(Options options) {
    this.options = options;
  }

  static StreamRemoval at(URI server) {
    return new StreamRemoval(
        Options.builder()
            .server(server.toString())
            .connectionTimeout(PATIENCE)
            .noReconnect()
            .build());
  }

  /**
   * Deletes the streams and buckets of a slice, if the server has any at all.
   *
   * @throws Exception with what the server says, if it refuses
   */
  void removeOf(String slice) throws Exception {
    Connection connection = Nats.connect(options);
    try {
      if (connection.getServerInfo().isJetStreamAvailable()) {
        removeOf(slice, connection.jetStreamManagement());
      }
    } finally {
      connection.close();
    }
  }

  private static void removeOf(String slice, JetStreamManagement streams) throws Exception {
    for (String name : streams.getStreamNames()) {
      if (name.matches(BUCKETS + slice + "_.*")) {
        streams.deleteStream(name);
      }
    }
  }
}
