package dev.mayfly.wiremock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WireMockOptionsTests {

  private static ContainerSpec spec(WireMockContainer container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image() {
    ContainerSpec spec = spec(WireMockContainer.of());
    assertThat(spec.image().describe()).isEqualTo("wiremock/wiremock:3.13.1");
    assertThat(spec.ports()).containsExactly(Port.tcp(8080));
  }

  @Test
  void stubs_bodies_and_extensions_go_where_the_server_looks_for_them() {
    WireMockContainer container =
        WireMockContainer.of()
            .mapping(FileSource.resource("stubs/stock.json"), FileSource.text("{}"))
            .file("a-book.txt", FileSource.text("3 copies"))
            .extension(FileSource.path(Path.of("target", "shout.jar")));

    assertThat(spec(container).files())
        .extracting(CopiedFile::containerPath)
        .containsExactly(
            "/home/wiremock/mappings/000-stock.json",
            "/home/wiremock/mappings/001-script.json",
            "/home/wiremock/__files/a-book.txt",
            "/var/wiremock/extensions/000-shout.jar");
  }

  @Test
  void options_are_added_to_its_command_line() {
    assertThat(spec(WireMockContainer.of().option("--async-response-threads", "5")).command())
        .endsWith("--async-response-threads", "5");
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(WireMockContainer.class, WireMockContainer.of())
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }
}
