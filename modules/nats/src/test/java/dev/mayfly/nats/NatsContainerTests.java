package dev.mayfly.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.FileSource;
import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.runtime.Containers;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class NatsContainerTests {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Container
  private static final NatsContainer open =
      NatsContainer.of().jetStream().config(FileSource.resource("small-messages.conf"));

  @Container
  private static final NatsContainer guarded = NatsContainer.of().login("clerk", "p@ss: wörd/%");

  @Container private static final NatsContainer byToken = NatsContainer.of().token("t@ken/%");

  private static Connection connect(URI server) throws Exception {
    return Nats.connect(server.toString());
  }

  @Test
  void a_message_reaches_who_subscribed() throws Exception {
    try (Connection client = connect(open.uri())) {
      Subscription orders = client.subscribe("orders.*");
      client.publish("orders.new", "a book".getBytes(UTF_8));
      Message order = orders.nextMessage(PATIENCE);
      assertThat(order.getData()).asString(UTF_8).isEqualTo("a book");
    }
  }

  @Test
  void jet_stream_keeps_messages() throws Exception {
    try (Connection client = connect(open.uri())) {
      JetStreamManagement streams = client.jetStreamManagement();
      streams.addStream(
          StreamConfiguration.builder()
              .name("STOCK")
              .subjects("stock.>")
              .storageType(StorageType.Memory)
              .build());
      client.jetStream().publish("stock.books", "3".getBytes(UTF_8));
      assertThat(streams.getStreamInfo("STOCK").getStreamState().getMsgCount()).isEqualTo(1);
    }
  }

  @RepeatedTest(2)
  void each_test_has_subjects_and_streams_of_its_own(@Isolated(from = "open") NatsSubjects mine)
      throws Exception {
    try (Connection client = connect(open.uri())) {
      client
          .jetStreamManagement()
          .addStream(
              StreamConfiguration.builder()
                  .name(mine.stream("STOCK"))
                  .subjects(mine.subject("stock.>"))
                  .storageType(StorageType.Memory)
                  .build());
      String stock = mine.subject("stock.books");
      assertThat(client.jetStream().publish(stock, "3".getBytes(UTF_8)).getSeqno()).isEqualTo(1);
    }
  }

  @Test
  void what_no_stream_can_be_called_is_refused(@Isolated(from = "open") NatsSubjects mine) {
    assertThatThrownBy(() -> mine.stream("stock.books"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stock.books");
    assertThatThrownBy(() -> mine.bucket("my prices")).hasMessageContaining("my prices");
  }

  @Test
  void streams_and_buckets_that_are_dropped_are_gone_and_no_others() throws Exception {
    try (SliceMaker<NatsSubjects> maker = open.slices(open.running(), "0123456789ab");
        Connection client = connect(open.uri())) {
      String name = maker.make(NatsSubjects.of());
      String bucket = name + "_prices";
      client
          .keyValueManagement()
          .create(
              KeyValueConfiguration.builder().name(bucket).storageType(StorageType.Memory).build());
      client
          .keyValueManagement()
          .create(
              KeyValueConfiguration.builder()
                  .name(name + "0_prices")
                  .storageType(StorageType.Memory)
                  .build());
      maker.drop(name);
      assertThat(client.keyValueManagement().getBucketNames())
          .contains(name + "0_prices")
          .doesNotContain(bucket);
    }
  }

  @Test
  void a_server_without_streams_has_none_to_drop() {
    try (SliceMaker<NatsSubjects> maker = guarded.slices(guarded.running(), "0123456789ab")) {
      assertThatCode(() -> maker.drop(maker.make(NatsSubjects.of()))).doesNotThrowAnyException();
    }
  }

  @Test
  void settings_of_the_file_are_in_force() throws Exception {
    try (Connection client = connect(open.uri())) {
      assertThat(client.getServerInfo().getMaxPayload()).isEqualTo(1024);
    }
  }

  @Test
  void the_uri_carries_the_login() throws Exception {
    try (Connection client = connect(guarded.uri())) {
      assertThat(client.getStatus()).isEqualTo(Connection.Status.CONNECTED);
    }
    assertThatThrownBy(() -> connect(URI.create("nats://" + guarded.address(4222))))
        .hasMessageContaining("Authorization Violation");
  }

  @Test
  void the_uri_carries_the_token() throws Exception {
    try (Connection client = connect(byToken.uri())) {
      assertThat(client.getStatus()).isEqualTo(Connection.Status.CONNECTED);
    }
  }

  @Test
  void another_container_reaches_it_by_its_alias() {
    assertThat(guarded.networkUri())
        .hasHost("guarded")
        .hasPort(4222)
        .hasUserInfo("clerk:p@ss: wörd/%");
    assertThat(open.networkUri()).hasToString("nats://open:4222");
  }

  @Test
  void settings_with_an_error_fail_the_start_with_the_servers_words() {
    NatsContainer broken = NatsContainer.of().config(FileSource.text("max_payload: {"));
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(broken))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("Parse error on line 1");
    }
  }

  @Test
  void an_image_of_another_product_fails_the_start_with_its_own_words() {
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(NatsContainer.of("redis:7.0")))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("http_port");
    }
  }
}
