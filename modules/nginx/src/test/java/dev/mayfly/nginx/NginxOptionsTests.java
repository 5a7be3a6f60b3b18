package dev.mayfly.nginx;

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

class NginxOptionsTests {

  @Test
  void the_default_is_a_pinned_image() {
    ContainerSpec spec = NginxContainer.of().slot().spec();
    assertThat(spec.image().describe()).isEqualTo("nginx:1.27");
    assertThat(spec.ports()).containsExactly(Port.tcp(80));
    assertThat(spec.command()).containsExactly("nginx", "-g", "daemon off;");
  }

  @Test
  void content_and_configuration_are_copied_to_where_it_reads_them() {
    FileSource file = FileSource.text("up");
    NginxContainer container = NginxContainer.of().content("/a/b.txt", file).config(file);
    assertThat(container.slot().spec().files())
        .extracting(CopiedFile::containerPath)
        .containsExactly("/usr/share/nginx/html/a/b.txt", "/etc/nginx/conf.d/default.conf");
  }

  @Test
  void a_path_that_no_client_can_ask_for_is_refused() {
    assertThatThrownBy(() -> NginxContainer.of().content("a.txt", FileSource.text("up")))
        .hasMessageContaining("\"a.txt\"")
        .hasMessageContaining("begin it with a slash");
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(NginxContainer.class, NginxContainer.of())
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }
}
