package dev.mayfly.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LocalStackOptionsTests {

  private static ContainerSpec spec(LocalStackContainer container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image_with_all_services() {
    LocalStackContainer container = LocalStackContainer.of();
    assertThat(spec(container).image().describe()).isEqualTo("localstack/localstack:4.9");
    assertThat(spec(container).ports()).containsExactly(Port.tcp(4566));
    assertThat(spec(container).env()).doesNotContainKey("SERVICES");
    assertThat(container.region()).isEqualTo("us-east-1");
    assertThat(container.accessKey()).isEqualTo("test");
    assertThat(container.secretKey()).isEqualTo("test");
  }

  @Test
  void what_clients_are_told_init_scripts_are_told_too() {
    LocalStackContainer container =
        LocalStackContainer.of()
            .services("s3", "sqs")
            .region("eu-central-1")
            .credentials("000000000042", "secret");

    assertThat(spec(container).env())
        .containsEntry("SERVICES", "s3,sqs")
        .containsEntry("AWS_DEFAULT_REGION", container.region())
        .containsEntry("AWS_ACCESS_KEY_ID", container.accessKey())
        .containsEntry("AWS_SECRET_ACCESS_KEY", container.secretKey());
    assertThat(container.region()).isEqualTo("eu-central-1");
    assertThat(container.accessKey()).isEqualTo("000000000042");
    assertThat(container.secretKey()).isEqualTo("secret");
  }

  @Test
  void init_scripts_are_programs_in_their_order() {
    LocalStackContainer container =
        LocalStackContainer.of()
            .initScript(FileSource.resource("make-bucket.py"), FileSource.text("#!/bin/sh\n"));
    assertThat(spec(container).files())
        .containsExactly(
            CopiedFile.of(
                    FileSource.resource("make-bucket.py"),
                    "/etc/localstack/init/ready.d/000-make-bucket.py")
                .mode(0755),
            CopiedFile.of(
                    FileSource.text("#!/bin/sh\n"), "/etc/localstack/init/ready.d/001-script.sh")
                .mode(0755));
  }

  @Test
  void an_init_script_that_localstack_would_pass_over_is_refused() {
    assertThatThrownBy(() -> LocalStackContainer.of().initScript(FileSource.resource("a.tf")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.tf");
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(LocalStackContainer.class, LocalStackContainer.of())
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }
}
