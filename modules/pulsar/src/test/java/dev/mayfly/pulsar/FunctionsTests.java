package dev.mayfly.pulsar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.junit.Container;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class FunctionsTests {

  private static final String IN = "persistent://public/default/in";
  private static final String OUT = "persistent://public/default/out";

  @Container
  private static final PulsarContainer pulsar =
      PulsarContainer.of()
          .functions()
          .customize(
              spec ->
                  spec.copy(CopiedFile.of(FileSource.bytes(jar()), "/tmp/shout.jar").mode(0644)));

  /** Runs in the server. */
  public static final class Shout implements Function<String, String> {

    @Override
    public String apply(String text) {
      return text + "!";
    }
  }

  private static byte[] jar() {
    String file = Shout.class.getName().replace('.', '/') + ".class";
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (InputStream code = Shout.class.getClassLoader().getResourceAsStream(file);
        ZipOutputStream zip = new ZipOutputStream(jar)) {
      zip.putNextEntry(new ZipEntry(file));
      Objects.requireNonNull(code, file).transferTo(zip);
    } catch (IOException e) {
      throw new AssertionError("a class of this test can't be read", e);
    }
    return jar.toByteArray();
  }

  @Test
  void a_function_that_is_made_as_soon_as_the_server_is_ready_serves() throws Exception {
    pulsar
        .exec(
            "bin/pulsar-admin",
            "functions",
            "create",
            "--jar=/tmp/shout.jar",
            "--classname=" + Shout.class.getName(),
            "--name=shout",
            "--inputs=" + IN,
            "--output=" + OUT,
            "--subs-position=Earliest")
        .orThrow();
    try (PulsarClient client = PulsarClient.builder().serviceUrl(pulsar.uri().toString()).build();
        Consumer<String> consumer =
            client.newConsumer(Schema.STRING).topic(OUT).subscriptionName("test").subscribe();
        Producer<String> producer = client.newProducer(Schema.STRING).topic(IN).create()) {
      producer.send("a book");
      Message<String> message = consumer.receive(2, TimeUnit.MINUTES);
      assertThat(message).extracting(Message::getValue).isEqualTo("a book!");
    }
  }
}
