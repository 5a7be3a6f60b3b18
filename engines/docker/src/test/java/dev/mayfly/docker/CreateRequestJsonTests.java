package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mayfly.ContainerSpec;
import dev.mayfly.EachOption;
import dev.mayfly.Mount;
import dev.mayfly.Port;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The body of the request that creates a container. */
class CreateRequestJsonTests {

  private static final ContainerSpec SPEC = ContainerSpec.of("busybox:1.35");

  /** What the session, the rest of the request or its address tells the engine, or nobody does. */
  static final Set<String> ELSEWHERE =
      Set.of(
          "image",
          "name",
          "label",
          "network",
          "network handle",
          "platform",
          "copy",
          "stableAddress",
          "startedBy",
          "exposeHostPort",
          "pull",
          "when",
          "readyWhen",
          "startTimeout",
          "startAttempts",
          "engine",
          "snapshot",
          "keep",
          "logConsumer",
          "witness",
          "secret");

  private static String json(ContainerSpec spec, Endpoint... networks) {
    return Json.write(
        CreateRequestJson.of(
            ContainerRequest.of(
                "name",
                "image:1",
                spec,
                Map.of("k", "v"),
                List.of(networks),
                Map.of("data", "session-data")),
            "127.0.0.1"));
  }

  @Test
  void what_is_not_asked_for_is_left_to_the_image_and_the_engine() {
    assertThat(json(SPEC))
        .isEqualTo(
            "{\"HostConfig\":{\"RestartPolicy\":{\"Name\":\"no\"},\"PortBindings\":{}},"
                + "\"Image\":\"image:1\",\"Env\":[],\"Labels\":{\"k\":\"v\"},"
                + "\"ExposedPorts\":{}}");
  }

  static Stream<String> options() {
    return EachOption.all().keySet().stream().filter(option -> !ELSEWHERE.contains(option));
  }

  @ParameterizedTest
  @MethodSource("options")
  void each_option_of_a_description_reaches_the_engine(String option) {
    assertThat(json(EachOption.all().get(option).apply(SPEC))).isNotEqualTo(json(SPEC));
  }

  @ParameterizedTest
  @FieldSource("ELSEWHERE")
  void what_is_seen_to_elsewhere_is_not_in_the_request(String option) {
    assertThat(json(EachOption.all().get(option).apply(SPEC))).isEqualTo(json(SPEC));
  }

  @Test
  void the_process_is_described() {
    ContainerSpec spec =
        SPEC.command("a", "b c")
            .entrypoint("/e")
            .env("X", "1")
            .env("A", "two words")
            .user("7:8")
            .workingDirectory("/w")
            .hostname("h")
            .init();

    assertThat(json(spec))
        .contains("\"Cmd\":[\"a\",\"b c\"]", "\"Entrypoint\":[\"/e\"]")
        .contains("\"Env\":[\"A=two words\",\"X=1\"]", "\"User\":\"7:8\"")
        .contains("\"WorkingDir\":\"/w\"", "\"Hostname\":\"h\"", "\"Init\":true");
  }

  @Test
  void ports_are_opened_on_the_given_address_and_fixed_ones_where_asked() {
    assertThat(json(SPEC.expose(80).expose(Port.udp(53)).fixedPort(8443, Port.tcp(443))))
        .contains("\"ExposedPorts\":{\"80/tcp\":{},\"53/udp\":{},\"443/tcp\":{}}")
        .contains("\"80/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"\"}]")
        .contains("\"443/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"8443\"}]");
  }

  @Test
  void mounts_are_of_their_kinds_and_volumes_have_the_names_of_the_engine() {
    ContainerSpec spec =
        SPEC.mount(
            Mount.bind(Path.of("/host"), "/bind").readOnly(),
            Mount.volume("data", "/data"),
            Mount.anonymousVolume("/anonymous"),
            Mount.tmpfs("/tmp").bytes(1024));

    assertThat(json(spec))
        .contains(
            "{\"Target\":\"/bind\",\"Type\":\"bind\",\"Source\":\"/host\",\"ReadOnly\":true}",
            "{\"Target\":\"/data\",\"Type\":\"volume\",\"ReadOnly\":false,"
                + "\"Source\":\"session-data\"}",
            "{\"Target\":\"/anonymous\",\"Type\":\"volume\",\"ReadOnly\":false}",
            "{\"Target\":\"/tmp\",\"Type\":\"tmpfs\","
                + "\"TmpfsOptions\":{\"Mode\":1023,\"SizeBytes\":1024}}");
  }

  @Test
  void limits_and_privileges_are_set() {
    ContainerSpec spec =
        SPEC.memory(64 << 20)
            .cpus(1.5)
            .sharedMemory(4096)
            .ulimit("nofile", 100, 200)
            .addCapability("NET_ADMIN")
            .dropCapability("CHOWN")
            .extraHost("db", "10.0.0.1")
            .privileged();

    assertThat(json(spec))
        .contains("\"Memory\":67108864", "\"NanoCpus\":1500000000", "\"ShmSize\":4096")
        .contains("\"Ulimits\":[{\"Name\":\"nofile\",\"Soft\":100,\"Hard\":200}]")
        .contains("\"CapAdd\":[\"NET_ADMIN\"]", "\"CapDrop\":[\"CHOWN\"]")
        .contains("\"ExtraHosts\":[\"db:10.0.0.1\"]", "\"Privileged\":true");
  }

  @Test
  void only_the_first_network_is_joined_at_creation() {
    Endpoint first = new Endpoint("abc", List.of("db", "primary"));

    assertThat(json(SPEC, first, new Endpoint("def", List.of("x"))))
        .contains("\"NetworkMode\":\"abc\"")
        .contains("\"EndpointsConfig\":{\"abc\":{\"Aliases\":[\"db\",\"primary\"]}}")
        .doesNotContain("def");
  }

  @Test
  void the_engines_own_networks_know_no_aliases() {
    assertThat(json(SPEC, new Endpoint("host", List.of("db"))))
        .contains("\"NetworkMode\":\"host\"")
        .doesNotContain("Aliases");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Labels':null}",
        "{'Labels':'dev.mayfly.session'}",
        "{'Labels':[]}",
        "{'Labels':{'a':'b','dev.mayfly.session':null}}",
        "{'Labels':{'dev.mayfly.reaper':'x'}}",
        "{'labels':{'dev.mayfly.anything':'x'}}",
        "{'LABELS':null}",
        "{'Label\u017f':{'dev.mayfly.session':'x'}}",
      })
  void a_patch_of_mayflys_own_labels_is_refused(String patch) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> json(SPEC.createRequestPatch(patch.replace('\'', '"'))))
        .withMessageMatching("(?s).*can't have \"(?i:label[s\u017f]\": |dev\\.mayfly\\.).*");
  }

  @Test
  void a_patch_may_give_other_labels() {
    assertThat(json(SPEC.createRequestPatch("{\"Labels\":{\"a\":\"b\"}}")))
        .contains("\"Labels\":{\"k\":\"v\",\"a\":\"b\"}");
  }

  @Test
  void the_patch_has_the_last_word() {
    String patch = "{\"Image\":\"other\",\"HostConfig\":{\"RestartPolicy\":null,\"Tty\":1}}";

    assertThat(json(SPEC.createRequestPatch(patch)))
        .contains("\"Image\":\"other\"", "\"Tty\":1", "\"PortBindings\":{}")
        .doesNotContain("RestartPolicy");
  }
}
