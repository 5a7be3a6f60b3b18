package dev.mayfly.azurite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobContainerItem;
import com.azure.storage.blob.models.BlobStorageException;
import dev.mayfly.ContainerStartException;
import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.runtime.Containers;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class AzuriteContainerTests {

  private static final String KEY = "bmV2ZXItdG9sZA==";

  // tag::example[]
  @Container
  private static final AzuriteContainer store = AzuriteContainer.of().account("shop", KEY);

  private static BlobServiceClient client(String connection) {
    return new BlobServiceClientBuilder().connectionString(connection).buildClient();
  }

  // end::example[]

  private static AbstractThrowableAssert<?, ?> assertFailure(AzuriteContainer container) {
    try (Containers containers = Containers.open()) {
      return assertThatThrownBy(() -> containers.start(container))
          .isInstanceOf(ContainerStartException.class);
    }
  }

  // tag::example[]
  @RepeatedTest(2)
  void each_test_has_containers_of_its_own(@Isolated BlobContainers mine) {
    BlobContainerClient pictures =
        client(store.connectionString()).createBlobContainer(mine.container("pictures"));
    pictures.getBlobClient("mayfly.txt").upload(BinaryData.fromString("one day"));
    assertThat(pictures.getBlobClient("mayfly.txt").downloadContent()).hasToString("one day");
  }

  // end::example[]

  @Test
  void what_is_dropped_is_gone_and_other_containers_stay() throws Exception {
    BlobServiceClient client = client(store.connectionString());
    try (SliceMaker<BlobContainers> maker = store.slices(store.running(), "0123456789ab")) {
      String name = maker.make(BlobContainers.of());
      client.createBlobContainer(name + "-a");
      client.createBlobContainer(name + "-b");
      client.createBlobContainer(name + "0-c");
      maker.drop(name);
      assertThat(client.listBlobContainers())
          .extracting(BlobContainerItem::getName)
          .contains(name + "0-c")
          .doesNotContain(name + "-a", name + "-b");
    }
  }

  @Test
  void queues_and_tables_answer() throws Exception {
    for (int port : new int[] {10001, 10002}) {
      HttpRequest question = HttpRequest.newBuilder(store.url(port)).build();
      assertThat(HttpClient.newHttpClient().send(question, BodyHandlers.ofString()).headers().map())
          .hasEntrySatisfying("server", names -> assertThat(names.get(0)).startsWith("Azurite-"));
    }
  }

  @Test
  void who_gives_another_key_is_not_let_in() {
    String guess = store.connectionString().replace(KEY, "Z3Vlc3M=");
    assertThatThrownBy(() -> client(guess).createBlobContainer("orders"))
        .isInstanceOf(BlobStorageException.class)
        .hasMessageContaining("403");
  }

  @Test
  void containers_find_it_by_its_alias() {
    assertThat(store.networkUrl()).hasToString("http://store:10000/shop");
    assertThat(store.networkConnectionString()).contains("TableEndpoint=http://store:10002/shop;");
  }

  @Test
  void an_option_that_it_does_not_know_fails_the_start_with_its_words() {
    assertFailure(AzuriteContainer.of().option("--nonsense")).hasMessageContaining("nonsense");
  }

  @Test
  void an_image_of_another_product_fails_the_start_by_the_program_that_it_lacks() {
    assertFailure(AzuriteContainer.of("busybox:1.35")).hasMessageContaining("\"azurite\"");
  }
}
