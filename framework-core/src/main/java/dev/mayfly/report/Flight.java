package dev.mayfly.report;

import dev.mayfly.ContainerStartException.Phase;
import java.util.Locale;
import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/** Asks Java Flight Recorder whether it records before any of its machinery is loaded. */
final class Flight {

  private Flight() {}

  /** Begins an event; what is returned ends it. Null if nothing records. */
  static @Nullable Runnable begin(Supplier<String> place, Supplier<String> image, Phase phase) {
    return isOn()
        ? PhaseEvent.begun(place.get(), image.get(), phase.name().toLowerCase(Locale.ROOT))::commit
        : null;
  }

  private static boolean isOn() {
    return ModuleLayer.boot().findModule("jdk.jfr").isPresent() && FlightRecorder.isInitialized();
  }
}
