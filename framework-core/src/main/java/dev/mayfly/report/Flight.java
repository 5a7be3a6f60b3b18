package dev.mayfly.report;

import dev.mayfly.ContainerStartException.Phase;
import java.util.Locale;
import jdk.jfr.FlightRecorder;

/** Asks Java Flight Recorder whether it records before any of its machinery is loaded. */
final class Flight {

  private Flight() {}

  /** Begins an event; what is returned ends it. To be asked while something records. */
  static Runnable begin(String place, String image, Phase phase) {
    return PhaseEvent.begun(place, image, phase.name().toLowerCase(Locale.ROOT))::commit;
  }

  static boolean isOn() {
    return ModuleLayer.boot().findModule("jdk.jfr").isPresent() && FlightRecorder.isInitialized();
  }
}
