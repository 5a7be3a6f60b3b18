package dev.mayfly.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.engine.ContainerState.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The open standard streams of a container, whose end the container sees. */
public interface AttachContract {

  Workbench bench();

  private ContainerEngine engine() {
    return bench().engine();
  }

  private String create() {
    return bench().createReader(ContainerSpec.of(bench().image()).command("cat"));
  }

  private String start() {
    String id = create();
    engine().startContainer(id);
    return id;
  }

  @Test
  default void what_is_written_is_read_by_the_container_which_answers() throws IOException {
    String id = start();

    try (AttachedStreams streams = engine().attach(id)) {
      streams.stdin().write("hello\n".getBytes(StandardCharsets.UTF_8));
      streams.stdin().flush();

      assertThat(firstLine(streams)).isEqualTo("hello");
    }
  }

  @Test
  default void closing_the_streams_ends_the_standard_input() {
    String id = start();
    AttachedStreams streams = engine().attach(id);
    assertThat(engine().inspectContainer(id).status()).isEqualTo(Status.RUNNING);

    streams.close();
    streams.close();

    assertThat(bench().awaitEnd(id).exitCode()).isZero();
  }

  @Test
  default void streams_may_be_attached_before_the_start() throws IOException {
    String id = create();

    try (AttachedStreams streams = engine().attach(id)) {
      engine().startContainer(id);
      streams.stdin().write("early\n".getBytes(StandardCharsets.UTF_8));
      streams.stdin().flush();

      assertThat(firstLine(streams)).isEqualTo("early");
    }
    assertThat(bench().awaitEnd(id).exitCode()).isZero();
  }

  @Test
  default void the_output_ends_with_the_container() throws IOException {
    String id = start();

    try (AttachedStreams streams = engine().attach(id)) {
      engine().killContainer(id, "SIGKILL");

      assertThat(firstLine(streams)).isNull();
    }
  }

  private static String firstLine(AttachedStreams streams) throws IOException {
    return new BufferedReader(new InputStreamReader(streams.output(), StandardCharsets.UTF_8))
        .readLine();
  }
}
