package dev.mayfly.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException.Phase;
import java.nio.file.Path;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightTests {

  @TempDir private Path folder;

  @Test
  void each_phase_is_an_event_for_java_flight_recorder() throws Exception {
    Path file = folder.resolve("run.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("dev.mayfly.Phase").withoutThreshold();
      recording.start();
      MadeUpRun.ofAnOrderService();
      recording.stop();
      recording.dump(file);
    }

    assertThat(RecordingFile.readAllEvents(file))
        .filteredOn(event -> event.getEventType().getName().equals("dev.mayfly.Phase"))
        .filteredOn(event -> event.getString("place").equals("field OrderTests.db"))
        .extracting((RecordedEvent event) -> event.getString("phase"))
        .containsExactlyInAnyOrder("image", "create", "start", "ready");
  }

  @Test
  void events_tell_no_secret() throws Exception {
    Path file = folder.resolve("run.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("dev.mayfly.Phase").withoutThreshold();
      recording.start();
      Life life =
          new Journal(new HandClock())
              .begin(
                  "db", "test [hunter2-x9]", ContainerSpec.of("db:1").env("P_TOKEN", "hunter2-x9"));
      life.begins(Phase.CREATE);
      life.ends(Phase.CREATE);
      recording.stop();
      recording.dump(file);
    }

    assertThat(RecordingFile.readAllEvents(file))
        .filteredOn(event -> event.getEventType().getName().equals("dev.mayfly.Phase"))
        .extracting((RecordedEvent event) -> event.getString("place"))
        .contains("test [***]")
        .noneMatch(place -> place.contains("hunter2"));
  }
}
