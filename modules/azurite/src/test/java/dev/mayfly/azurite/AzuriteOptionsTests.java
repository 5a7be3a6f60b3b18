package dev.mayfly.azurite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AzuriteOptionsTests {

  private static final String KEY = "bmV2ZXItdG9sZA==";

  @Test
  void the_default_is_a_pinned_image_with_the_well_known_account() {
    AzuriteContainer container = AzuriteContainer.of();
    ContainerSpec spec = container.slot().spec();
    assertThat(spec.image().describe()).isEqualTo("mcr.microsoft.com/azure-storage/azurite:3.35.0");
    assertThat(spec.ports()).containsExactly(Port.tcp(10000), Port.tcp(10001), Port.tcp(10002));
    assertThat(container.accountName()).isEqualTo("devstoreaccount1");
    assertThat(container.accountKey()).startsWith("Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1");
  }

  @Test
  void an_account_reaches_the_image_the_getters_and_the_connection_and_its_key_is_a_secret() {
    AzuriteContainer container = AzuriteContainer.of().account("shop", KEY);
    assertThat(container.slot().spec().env()).containsEntry("AZURITE_ACCOUNTS", "shop:" + KEY);
    assertThat(container.slot().spec().toString()).doesNotContain(KEY);
    assertThat(container.accountName()).isEqualTo("shop");
    assertThat(container.accountKey()).isEqualTo(KEY);
    URI server = URI.create("http://h:1");
    assertThat(new Account("shop", KEY).connectionString(server, server, server))
        .isEqualTo(
            "DefaultEndpointsProtocol=http;AccountName=shop;AccountKey="
                + KEY
                + ";BlobEndpoint=http://h:1/shop;QueueEndpoint=http://h:1/shop;"
                + "TableEndpoint=http://h:1/shop;");
    assertThat(new Account("shop", KEY)).hasToString("shop");
  }

  @Test
  void what_is_no_account_is_refused() {
    assertThatThrownBy(() -> AzuriteContainer.of().account("My Shop", KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"My Shop\"");
    assertThatThrownBy(() -> AzuriteContainer.of().account("shop", "never told"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Base64")
        .hasMessageNotContaining("told");
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(AzuriteContainer.class, AzuriteContainer.of())
        .filter(call -> !call.option().equals("slices"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }
}
