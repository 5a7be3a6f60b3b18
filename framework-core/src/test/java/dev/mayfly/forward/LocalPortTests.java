package dev.mayfly.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LocalPortTests {

  @Test
  void a_jvm_that_prefers_ipv6_listens_at_the_address_that_clients_are_told() throws Exception {
    Process jvm = jvm("-Djava.net.preferIPv6Addresses=true");
    try {
      assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(jvm.exitValue()).isZero();
    } finally {
      jvm.destroyForcibly();
    }
  }

  private static Process jvm(String option) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    List<String> command = List.of(java, option, "-cp", classPath, OneConnection.class.getName());
    return new ProcessBuilder(command).inheritIO().start();
  }
}
