package dev.mayfly.samples.orders;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Announces each stored order in the Kafka topic {@code orders}: its id as key, its item. */
final class OrderEvents {

  private static final String TOPIC = "orders";
  private static final int SEND_SECONDS = 10;
  private static final int CHECK_SECONDS = 1;

  private final Producer<String, String> producer;
  private final Admin admin;

  OrderEvents(String bootstrapServers) {
    Map<String, Object> servers = Map.of("bootstrap.servers", bootstrapServers);
    this.producer = new KafkaProducer<>(servers, new StringSerializer(), new StringSerializer());
    this.admin = Admin.create(servers);
  }

  /** Returns when the broker has the event. */
  void announce(Order order) throws Exception {
    producer
        .send(new ProducerRecord<>(TOPIC, String.valueOf(order.id()), order.item()))
        .get(SEND_SECONDS, TimeUnit.SECONDS);
  }

  /** Throws unless the broker answers. */
  void check() throws Exception {
    admin.describeCluster().nodes().get(CHECK_SECONDS, TimeUnit.SECONDS);
  }
}
