package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream takes one right more since 1.35, which an account of an older cluster may lack. */
@EnableKubernetesMockClient
final class RightsTests {

  KubernetesMockServer server;
  KubernetesClient client;

  @BeforeEach
  void mayOnlyGet() {
    MockedRights.allow(server, question -> question.contains("\"verb\":\"get\""));
  }

  private void require(String minor) throws IOException {
    server.setVersionInfo(
        new VersionInfo.Builder().withMajor("1").withMinor(minor).withGitVersion("v1.x").build());
    Rights.requireStream(client, "ns", "forward ports", "pods/portforward");
  }

  @ParameterizedTest
  @ValueSource(strings = {"20+", "34", "", "none"})
  void a_cluster_that_asks_for_get_alone_is_believed(String minor) {
    assertThatCode(() -> require(minor)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"35", "35+", "38"})
  void a_newer_one_refuses_and_so_the_rule_is_told_before(String minor) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> require(minor))
        .withMessageContainingAll("forward ports", "pods/portforward", "[create, get]");
  }
}
