package dev.mayfly.kafka;

import static org.apache.kafka.common.message.ApiMessageType.CREATE_TOPICS;
import static org.apache.kafka.common.message.ApiMessageType.DELETE_GROUPS;
import static org.apache.kafka.common.message.ApiMessageType.DELETE_TOPICS;
import static org.apache.kafka.common.message.ApiMessageType.LIST_GROUPS;
import static org.apache.kafka.common.message.ApiMessageType.METADATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.RunningContainer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.message.DeleteGroupsResponseData;
import org.apache.kafka.common.message.DeleteGroupsResponseData.DeletableGroupResult;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsResponseData.DeletableTopicResult;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.message.ListGroupsResponseData.ListedGroup;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicMakerTests {

  private static final KafkaTopics ORDERS = KafkaTopics.of().topic("orders", 1);

  private final ScriptedBroker broker;
  private boolean running = true;
  private TopicMaker maker = maker(Duration.ofMinutes(1));

  TopicMakerTests() throws IOException {
    this.broker = new ScriptedBroker();
    listed("mayfly.run.1.orders", "mayfly.run.10.orders");
  }

  @AfterEach
  void close() throws IOException {
    broker.close();
  }

  private TopicMaker maker(Duration limit) {
    RunningContainer container =
        (RunningContainer)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RunningContainer.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "isRunning" -> running;
                      case "spec" -> KafkaContainer.of().slot().spec();
                      default -> broker.address();
                    });
    return new TopicMaker(container, "run", limit);
  }

  private void creates(Errors error) {
    CreateTopicsResponseData answer = new CreateTopicsResponseData();
    answer.topics().add(new CreatableTopicResult().setName("orders").setErrorCode(error.code()));
    broker.answer(CREATE_TOPICS, answer, 4);
  }

  private void deletes(Errors error) {
    DeleteTopicsResponseData answer = new DeleteTopicsResponseData();
    answer.responses().add(new DeletableTopicResult().setName("orders").setErrorCode(error.code()));
    broker.answer(DELETE_TOPICS, answer, 1);
  }

  private void listed(String... topics) {
    MetadataResponseData answer = new MetadataResponseData();
    for (String topic : topics) {
      answer.topics().add(new MetadataResponseTopic().setName(topic));
    }
    broker.answer(METADATA, answer, 1);
  }

  private void groups(String... ids) {
    ListGroupsResponseData answer = new ListGroupsResponseData();
    for (String id : ids) {
      answer.groups().add(new ListedGroup().setGroupId(id));
    }
    broker.answer(LIST_GROUPS, answer, 0);
  }

  private List<String> lastDeleted() {
    List<byte[]> questions = broker.questions(DELETE_TOPICS);
    DeleteTopicsRequestData request = new DeleteTopicsRequestData();
    WrittenByKafka.question(questions.get(questions.size() - 1), request, 1);
    return request.topicNames();
  }

  @Test
  void a_topic_that_is_made_after_its_answer_was_due_is_waited_for() throws Exception {
    creates(Errors.REQUEST_TIMED_OUT);
    creates(Errors.TOPIC_ALREADY_EXISTS);

    assertThat(maker.make(ORDERS)).isEqualTo("mayfly.run.1");

    assertThat(broker.questions(CREATE_TOPICS)).hasSize(2);
    assertThat(broker.questions(DELETE_TOPICS)).isEmpty();
  }

  @Test
  void a_topic_that_is_made_is_waited_for_until_the_broker_knows_it() throws Exception {
    creates(Errors.NONE);
    listed("mayfly.run.1.bills");

    maker.make(KafkaTopics.of().topic("bills", 1));

    assertThat(broker.questions(METADATA)).hasSize(2);
  }

  @Test
  void a_broker_that_gives_no_answer_is_asked_again() throws Exception {
    broker.hangUp(CREATE_TOPICS);
    creates(Errors.NONE);

    assertThat(maker.make(ORDERS)).isEqualTo("mayfly.run.1");
  }

  @Test
  void a_broker_that_runs_no_more_is_not_asked_again() {
    broker.hangUp(CREATE_TOPICS);
    creates(Errors.NONE);
    running = false;

    assertThatThrownBy(() -> maker.make(ORDERS)).hasMessageContaining("without an answer");
    assertThat(broker.questions(CREATE_TOPICS)).hasSize(1);
  }

  @Test
  void when_one_topic_is_refused_none_is_left_also_those_the_broker_does_not_list_yet() {
    creates(Errors.NONE);
    creates(Errors.INVALID_TOPIC_EXCEPTION);

    assertThatThrownBy(() -> maker.make(ORDERS.topic("bills", 1)))
        .hasMessageContaining("the broker made no topic \"bills\"")
        .hasMessageContaining("error 17");

    assertThat(lastDeleted()).containsExactly("mayfly.run.1.orders", "mayfly.run.1.bills");
  }

  @Test
  void when_the_time_is_over_the_last_answer_is_told_and_nothing_is_left() {
    creates(Errors.REQUEST_TIMED_OUT);
    maker = maker(Duration.ofSeconds(1));

    assertThatThrownBy(() -> maker.make(ORDERS)).hasMessageContaining("error 7");

    assertThat(broker.questions(CREATE_TOPICS)).hasSizeGreaterThan(1);
    assertThat(lastDeleted()).containsExactly("mayfly.run.1.orders");
  }

  @Test
  void an_interrupt_ends_the_waiting_and_nothing_is_left() {
    creates(Errors.REQUEST_TIMED_OUT);

    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> maker.make(ORDERS)).isInstanceOf(InterruptedException.class);
    assertThat(lastDeleted()).containsExactly("mayfly.run.1.orders");
  }

  @Test
  void topics_that_a_slow_broker_does_not_delete_in_time_are_deleted_again() throws Exception {
    deletes(Errors.REQUEST_TIMED_OUT);
    deletes(Errors.UNKNOWN_TOPIC_OR_PARTITION);
    groups();

    maker.drop("mayfly.run.1");

    assertThat(broker.questions(DELETE_TOPICS)).hasSize(2);
    assertThat(lastDeleted()).containsExactly("mayfly.run.1.orders");
  }

  @Test
  void a_group_that_is_in_use_is_told_at_once() {
    deletes(Errors.NONE);
    groups("mayfly.run.1.readers");
    DeleteGroupsResponseData inUse = new DeleteGroupsResponseData();
    inUse
        .results()
        .add(
            new DeletableGroupResult()
                .setGroupId("mayfly.run.1.readers")
                .setErrorCode(Errors.NON_EMPTY_GROUP.code()));
    broker.answer(DELETE_GROUPS, inUse, 0);

    assertThatThrownBy(() -> maker.drop("mayfly.run.1"))
        .hasMessage("the broker did not delete mayfly.run.1.readers (error 68)");
    assertThat(broker.questions(DELETE_GROUPS)).hasSize(1);
  }
}
