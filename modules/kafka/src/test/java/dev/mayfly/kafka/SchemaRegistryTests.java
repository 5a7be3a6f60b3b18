package dev.mayfly.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ExecSpec;
import dev.mayfly.junit.Container;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class SchemaRegistryTests {

  private static final String ORDER =
      "{\"schema\": \"{\\\"type\\\": \\\"record\\\", \\\"name\\\": \\\"Order\\\", \\\"fields\\\":"
          + " [{\\\"name\\\": \\\"item\\\", \\\"type\\\": \\\"string\\\"}]}\"}";

  // tag::registry[]
  @Container private static final KafkaContainer broker = KafkaContainer.of();

  @Container(dependsOn = "broker")
  private static final SchemaRegistryContainer registry =
      SchemaRegistryContainer.of().kafka("broker:9093");

  @Test
  void a_schema_that_was_registered_is_found_by_its_id() throws Exception {
    String id = post("/subjects/orders-value/versions", ORDER);
    assertThat(id).matches("\\{\"id\": ?\\d+}");
    assertThat(get("/schemas/ids/" + id.replaceAll("\\D", ""))).contains("Order", "item");
  }

  // end::registry[]

  @Test
  void a_schema_outlives_the_registry_in_kafka_and_is_there_when_that_is_ready_again()
      throws Exception {
    post("/subjects/bills-value/versions", ORDER);
    registry.running().restart(Duration.ZERO);
    assertThat(get("/subjects/bills-value/versions/1")).contains("Order", "item");
  }

  @Test
  void a_container_beside_it_reaches_it_by_its_alias() {
    assertThat(registry.networkUrl()).hasToString("http://registry:8080/apis/ccompat/v7");
    ExecSpec ask =
        ExecSpec.of(
            "bash",
            "-c",
            "exec 3<>/dev/tcp/registry/8080; printf '%s\\r\\n\\r\\n' 'GET"
                + " /apis/ccompat/v7/subjects HTTP/1.0' >&3; head -n 1 <&3");
    assertThat(broker.running().exec(ask).orThrow().stdout()).contains("200 OK");
  }

  private static String post(String path, String json) throws Exception {
    return send(
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(BodyPublishers.ofString(json)));
  }

  private static String get(String path) throws Exception {
    return send(HttpRequest.newBuilder(at(path)));
  }

  private static URI at(String path) {
    return URI.create(registry.url() + path);
  }

  private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body();
  }
}
