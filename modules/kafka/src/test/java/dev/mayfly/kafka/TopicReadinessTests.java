package dev.mayfly.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ready.CannedServer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import dev.mayfly.ready.UselessProxy;
import java.io.IOException;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicReadinessTests {

  private static final TopicReadiness ORDERS = new TopicReadiness("orders", 3);

  private static CannedServer answering(Errors error) throws IOException {
    CreateTopicsResponseData answer = new CreateTopicsResponseData();
    answer
        .topics()
        .add(
            new CreatableTopicResult()
                .setName("orders")
                .setErrorCode(error.code())
                .setErrorMessage(error == Errors.NONE ? null : error.message()));
    return CannedServer.answering(WrittenByKafka.answer(answer, 4));
  }

  @Test
  void the_broker_is_asked_for_the_topic() throws IOException {
    try (CannedServer server = answering(Errors.NONE)) {
      ORDERS.look(server.address(), Access.OPEN);
      CreateTopicsRequestData request = new CreateTopicsRequestData();
      RequestHeaderData header = WrittenByKafka.question(server.received(), request, 4);
      assertThat(header.requestApiKey()).isEqualTo(request.apiKey());
      assertThat(request.validateOnly()).isFalse();
      CreatableTopic topic = request.topics().find("orders");
      assertThat(topic.numPartitions()).isEqualTo(3);
      assertThat(topic.replicationFactor()).isEqualTo((short) -1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Errors.class,
      names = {"NONE", "TOPIC_ALREADY_EXISTS"})
  void a_topic_that_exists_is_ready(Errors error) throws IOException {
    try (CannedServer server = answering(error)) {
      assertThat(ORDERS.look(server.address(), Access.OPEN)).isEqualTo(Look.ready());
    }
  }

  @Test
  void no_proxy_is_asked() throws IOException {
    try (CannedServer server = answering(Errors.NONE);
        UselessProxy proxy = UselessProxy.open()) {
      assertThat(proxy).isNotNull();
      assertThat(ORDERS.look(server.address(), Access.OPEN)).isEqualTo(Look.ready());
    }
  }

  @Test
  void a_broker_that_can_not_make_it_yet_is_waited_for() throws IOException {
    try (CannedServer server = answering(Errors.REQUEST_TIMED_OUT)) {
      Look look = ORDERS.look(server.address(), Access.OPEN);
      assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
      assertThat(look.seen()).contains("error 7").contains(Errors.REQUEST_TIMED_OUT.message());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Errors.class,
      names = {
        "INVALID_TOPIC_EXCEPTION",
        "TOPIC_AUTHORIZATION_FAILED",
        "CLUSTER_AUTHORIZATION_FAILED",
        "INVALID_PARTITIONS",
        "INVALID_CONFIG",
        "INVALID_REQUEST",
        "POLICY_VIOLATION"
      })
  void what_the_broker_refuses_for_good_is_given_up(Errors error) throws IOException {
    try (CannedServer server = answering(error)) {
      assertThat(ORDERS.look(server.address(), Access.OPEN).verdict()).isEqualTo(Verdict.NEVER);
    }
  }
}
