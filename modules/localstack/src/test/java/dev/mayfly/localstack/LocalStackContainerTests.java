package dev.mayfly.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.FileSource;
import dev.mayfly.GenericContainer;
import dev.mayfly.junit.Container;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.runtime.Containers;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

@Tag("docker")
class LocalStackContainerTests {

  @Container
  private static final LocalStackContainer aws =
      LocalStackContainer.of()
          .services("s3", "sqs")
          .initScript(FileSource.resource("make-bucket.py"));

  @Container
  private static final GenericContainer shop =
      GenericContainer.of("busybox:1.35")
          .command("sleep", "600")
          .customize(spec -> spec.readyWhen(ReadyWhen.running()));

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(aws.accessKey(), aws.secretKey()));
  }

  private static S3Client s3() {
    return S3Client.builder()
        .endpointOverride(aws.url())
        .region(Region.of(aws.region()))
        .credentialsProvider(credentials())
        .forcePathStyle(true)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED) // for the stand-in
        .build();
  }

  private static SqsClient sqs() {
    return SqsClient.builder()
        .endpointOverride(aws.url())
        .region(Region.of(aws.region()))
        .credentialsProvider(credentials())
        .build();
  }

  @Test
  void a_client_finds_in_a_bucket_what_it_put_there() {
    try (S3Client s3 = s3()) {
      s3.createBucket(bucket -> bucket.bucket("orders"));
      s3.putObject(put -> put.bucket("orders").key("1"), RequestBody.fromString("a book"));
      assertThat(s3.getObjectAsBytes(get -> get.bucket("orders").key("1")).asUtf8String())
          .isEqualTo("a book");
    }
  }

  @Test
  void a_client_receives_a_message_of_a_queue() {
    try (SqsClient sqs = sqs()) {
      String queue = sqs.createQueue(create -> create.queueName("orders")).queueUrl();
      sqs.sendMessage(send -> send.queueUrl(queue).messageBody("a book"));
      List<Message> received =
          sqs.receiveMessage(receive -> receive.queueUrl(queue).waitTimeSeconds(5)).messages();
      assertThat(received).extracting(Message::body).containsExactly("a book");
      assertThat(URI.create(queue)).hasAuthority(aws.url().getAuthority());
    }
  }

  @Test
  void what_an_init_script_made_is_there() {
    try (S3Client s3 = s3()) {
      assertThat(s3.listBuckets().buckets()).extracting(Bucket::name).contains("invoices");
    }
  }

  @Test
  void another_container_reaches_it_by_its_alias() {
    assertThat(aws.networkUrl()).hasToString("http://aws:4566");
    String health = aws.networkUrl() + "/_localstack/health";
    assertThat(shop.exec("wget", "-q", "-O", "-", health).orThrow().stdout()).contains("\"sqs\"");
  }

  @Test
  void a_service_that_does_not_exist_fails_the_start_by_its_name() {
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(LocalStackContainer.of().services("s3", "s4")))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("it has no service \"s4\"; it has [");
    }
  }

  @Test
  void an_init_script_that_fails_fails_the_start_with_what_it_said() {
    LocalStackContainer broken =
        LocalStackContainer.of()
            .initScript(FileSource.text("#!/bin/sh\necho no bucket today\nexit 3\n"));
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(broken))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("its init script 000-script.sh failed")
          .hasMessageContaining("no bucket today")
          .hasMessageContaining("exit code 3");
    }
  }

  @Test
  void an_image_of_another_product_fails_the_start() {
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(LocalStackContainer.of("busybox:1.35")))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("it ended with exit code 0 before it was ready");
    }
  }
}
