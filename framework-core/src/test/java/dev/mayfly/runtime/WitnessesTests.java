package dev.mayfly.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.Witness;
import dev.mayfly.engine.InMemoryEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WitnessesTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);

  @BeforeEach
  void know_the_image() {
    engine.image("web:1");
  }

  @AfterEach
  void close() {
    containers.close();
  }

  private RunningContainer start(ContainerSpec spec, String alias) {
    return containers.orchestrator().start(new StartRequest(spec, alias, "field T." + alias));
  }

  @SafeVarargs
  private static ContainerSpec spec(Witness<RunningContainer>... witnesses) {
    ContainerSpec spec = ContainerSpec.of("web:1").env("API_PASSWORD", "never-told");
    for (Witness<RunningContainer> witness : witnesses) {
      spec = spec.witness(witness);
    }
    return spec;
  }

  private static Witness<RunningContainer> file(String name, String content) {
    return container -> Map.of(name, content.getBytes(UTF_8));
  }

  private Map<String, byte[]> told(RunningContainer... started) {
    return containers.orchestrator().testimony(List.of(started));
  }

  private static String text(byte[] content) {
    return new String(content, UTF_8);
  }

  @Test
  void a_container_without_a_witness_tells_nothing() {
    assertThat(told(start(spec(), "web"))).isEmpty();
  }

  @Test
  void what_a_witness_tells_begins_with_the_containers_name() {
    RunningContainer web = start(spec(file("page.html", "<h1>Shop</h1>")), "web");
    assertThat(told(web)).containsOnlyKeys("web-page.html");
    assertThat(text(told(web).get("web-page.html"))).isEqualTo("<h1>Shop</h1>\n");
  }

  @Test
  void files_of_one_name_stay_apart_and_a_name_leads_out_of_no_folder() {
    RunningContainer web = start(spec(file("a.png", "1"), file("a.png", "2")), "web");
    assertThat(told(web)).containsOnlyKeys("web-a.png", "2-web-a.png");
    RunningContainer other = start(spec(file("../../a.png", "1")), "other");
    assertThat(told(other)).containsOnlyKeys("other-..-..-a.png");
  }

  @Test
  void secrets_are_starred_in_texts_and_pictures_stay_as_they_are() {
    RunningContainer web =
        start(spec(file("a.txt", "password never-told"), file("a.png", "never-told")), "web");
    assertThat(text(told(web).get("web-a.txt"))).isEqualTo("password ***\n");
    assertThat(text(told(web).get("web-a.png"))).isEqualTo("never-told");
  }

  @Test
  void a_witness_that_fails_says_why_and_the_next_one_is_asked() {
    Witness<RunningContainer> broken =
        container -> {
          throw new IOException("no page is open");
        };
    RunningContainer web = start(spec(broken, file("a.png", "1")), "web");
    assertThat(told(web)).containsOnlyKeys("web-witness.txt", "web-a.png");
    assertThat(text(told(web).get("web-witness.txt"))).contains("no page is open");
  }

  @Test
  void a_witness_that_does_not_end_is_given_up() {
    CountDownLatch never = new CountDownLatch(1);
    Witness<RunningContainer> silent =
        container -> {
          never.await();
          return Map.of();
        };
    RunningContainer web = start(spec(silent), "web");
    Orchestrator session = containers.orchestrator();
    Map<String, byte[]> told =
        new Witnesses(task -> new Thread(task).start(), Duration.ZERO, session.journal().secrets())
            .ask(List.of((StartedContainer) web));
    assertThat(text(told.get("web-witness.txt"))).contains("not told within 0 s");
  }

  @Test
  void a_witness_that_is_null_is_refused_by_its_name() {
    assertThatThrownBy(() -> spec().witness(null)).hasMessage("witness is null.");
  }
}
