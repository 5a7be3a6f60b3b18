package dev.mayfly.pulsar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PulsarOptionsTests {

  private static ContainerSpec spec(PulsarContainer container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image_without_functions() {
    ContainerSpec spec = spec(PulsarContainer.of());
    assertThat(spec.image().describe()).isEqualTo("apachepulsar/pulsar:4.0.8");
    assertThat(spec.ports()).containsExactlyInAnyOrder(Port.tcp(6650), Port.tcp(8080));
    assertThat(spec.command()).last().asString().endsWith(" --no-functions-worker");
  }

  @Test
  void settings_are_told_as_the_image_reads_them() {
    assertThat(spec(PulsarContainer.of().setting("defaultNumPartitions", "2")).env())
        .containsEntry("PULSAR_PREFIX_defaultNumPartitions", "2");
  }

  @Test
  void functions_run_when_they_are_asked_for_and_are_waited_for() {
    ContainerSpec spec = spec(PulsarContainer.of().functions());
    assertThat(spec.command()).last().asString().doesNotContain("--no-functions-worker");
    assertThat(spec.readiness().describe()).contains("public/default", "/admin/v3/functions");
  }

  @Test
  void transactions_are_switched_on_and_waited_for() {
    ContainerSpec spec = spec(PulsarContainer.of().transactions());
    assertThat(spec.env()).containsEntry("PULSAR_PREFIX_transactionCoordinatorEnabled", "true");
    assertThat(spec.readiness().describe()).contains("transaction_coordinator_assign");
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(PulsarContainer.class, PulsarContainer.of())
        .filter(call -> !call.option().equals("slices"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }
}
