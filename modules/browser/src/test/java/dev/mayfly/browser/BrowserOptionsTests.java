package dev.mayfly.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BrowserOptionsTests {

  private static ContainerSpec spec(BrowserContainer container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image_with_memory_for_pages() {
    ContainerSpec spec = spec(BrowserContainer.of());
    assertThat(spec.image().describe()).isEqualTo("selenium/standalone-chromium:4.34.0");
    assertThat(spec.ports()).containsExactly(Port.tcp(4444));
    assertThat(spec.resources().sharedMemory()).isEqualTo(2L << 30);
    assertThat(spec.env()).containsEntry("SE_NODE_MAX_SESSIONS", "8");
    assertThat(spec.witnesses()).containsExactly(new Screens());
  }

  @Test
  void size_language_and_sessions_are_told_as_the_image_reads_them() {
    assertThat(spec(BrowserContainer.of().size(800, 600).language("de_DE.UTF-8").sessions(1)).env())
        .containsEntry("SE_SCREEN_WIDTH", "800")
        .containsEntry("SE_SCREEN_HEIGHT", "600")
        .containsEntry("LANGUAGE", "de_DE.UTF-8")
        .containsEntry("SE_NODE_MAX_SESSIONS", "1");
  }

  @Test
  void what_can_not_be_is_refused() {
    assertThatThrownBy(() -> BrowserContainer.of().sessions(0)).hasMessageContaining("sessions 0");
    assertThatThrownBy(() -> BrowserContainer.of().size(-1, 600)).hasMessageContaining("width -1");
  }

  @Test
  void a_text_is_read_as_json_writes_it() {
    assertThat(Json.plain("\\u003Cp>\\\"\\\\n\\\"\\n")).isEqualTo("<p>\"\\n\"\n");
    assertThat(Json.plain("cut\\u00")).isEqualTo("cutu00");
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(BrowserContainer.class, BrowserContainer.of())
        .filter(call -> !call.option().equals("slices"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }
}
