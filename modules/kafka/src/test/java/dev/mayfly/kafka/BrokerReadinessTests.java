package dev.mayfly.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ready.CannedServer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.RequestHeaderData;
import org.junit.jupiter.api.Test;

class BrokerReadinessTests {

  private static byte[] brokerAt(String host, int port) {
    MetadataResponseData metadata = new MetadataResponseData();
    metadata.brokers().add(new MetadataResponseBroker().setNodeId(1).setHost(host).setPort(port));
    return WrittenByKafka.answer(metadata, 1);
  }

  private static Look lookAt(CannedServer server) throws IOException {
    int port = server.address().getPort();
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
    return new BrokerReadiness().look(address, List.of(address), Access.OPEN);
  }

  @Test
  void a_broker_that_knows_its_mapped_address_is_ready() throws IOException {
    try (CannedServer server = CannedServer.answering(port -> brokerAt("127.0.0.1", port))) {
      assertThat(lookAt(server)).isEqualTo(Look.ready());
    }
  }

  @Test
  void a_broker_under_another_address_is_not_ready() throws IOException {
    try (CannedServer server = CannedServer.answering(brokerAt("kafka", 9092))) {
      Look look = lookAt(server);
      assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
      assertThat(look.seen()).contains("kafka:9092").contains("not yet 127.0.0.1:");
    }
  }

  @Test
  void a_broker_that_has_not_heard_of_another_one_is_not_ready() throws IOException {
    try (CannedServer server = CannedServer.answering(port -> brokerAt("127.0.0.1", port))) {
      InetSocketAddress own = new InetSocketAddress("127.0.0.1", server.address().getPort());
      InetSocketAddress other = InetSocketAddress.createUnresolved("127.0.0.1", 1);
      Look look = new BrokerReadiness().look(own, List.of(own, other), Access.OPEN);
      assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
      assertThat(look.seen()).endsWith("not yet 127.0.0.1:1");
    }
  }

  @Test
  void a_cluster_that_knows_no_broker_is_not_ready() throws IOException {
    byte[] empty = WrittenByKafka.answer(new MetadataResponseData(), 1);
    try (CannedServer server = CannedServer.answering(empty)) {
      assertThat(lookAt(server).verdict()).isEqualTo(Verdict.NOT_YET);
    }
  }

  @Test
  void the_question_is_one_that_kafka_understands() throws IOException {
    try (CannedServer server = CannedServer.answering(port -> brokerAt("127.0.0.1", port))) {
      lookAt(server);
      MetadataRequestData request = new MetadataRequestData();
      RequestHeaderData header = WrittenByKafka.question(server.received(), request, 1);
      assertThat(header.requestApiKey()).isEqualTo(request.apiKey());
      assertThat(header.requestApiVersion()).isEqualTo((short) 1);
      assertThat(header.clientId()).isEqualTo("mayfly");
      assertThat(request.topics()).isEmpty();
    }
  }

  @Test
  void a_proxy_that_accepts_and_hangs_up_is_not_a_broker() throws IOException {
    try (CannedServer server = CannedServer.answering("")) {
      assertThatThrownBy(() -> lookAt(server)).hasMessageContaining("without an answer");
    }
  }

  @Test
  void what_speaks_another_protocol_is_called_so() throws IOException {
    try (CannedServer server = CannedServer.answering("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      assertThatThrownBy(() -> lookAt(server))
          .hasMessageContaining("does not speak Kafka's protocol");
    }
  }
}
