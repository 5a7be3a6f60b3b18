package dev.mayfly.@name@;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class @Name@OptionsTests {

  @Test
  void the_default_is_a_pinned_image() {
    ContainerSpec spec = @Name@Container.of().slot().spec();
    assertThat(spec.image().describe()).isEqualTo("@image@");
    assertThat(spec.ports()).containsExactly(Port.tcp(@port@));
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(@Name@Container.class, @Name@Container.of())
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }
}
