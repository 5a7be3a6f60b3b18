package dev.mayfly.lifetime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Names that an engine reads are the same in every language. */
@Isolated("the language is the whole JVM's")
final class LocaleTests {

  @Test
  void a_second_network_is_had_where_digits_are_others() {
    InMemoryEngine engine = new InMemoryEngine();
    engine.image("db:1");
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    Settings quiet =
        Settings.of(
            Map.of(
                "mayfly.reaper.enabled", "false",
                "mayfly.sweep.enabled", "false",
                "mayfly.report", "off"));
    ContainerGroup group =
        ContainerGroup.of(
            Member.of("db", GenericContainer.of("db:1")),
            Member.of("other", GenericContainer.of("db:1")));
    ContainerGroup same =
        ContainerGroup.of(
            Member.of("db", GenericContainer.of("db:1")),
            Member.of("other", GenericContainer.of("db:1")));
    try (Containers containers = Containers.on(engine, quiet);
        StartedGroup first = group.start(containers);
        StartedGroup second = same.start(containers)) {
      assertThat(first.containers()).hasSize(2);
      assertThat(second.containers()).hasSize(2);
      assertThat(engine.calls()).anyMatch(call -> call.contains("lane-001"));
    } finally {
      Locale.setDefault(usual);
    }
  }
}
