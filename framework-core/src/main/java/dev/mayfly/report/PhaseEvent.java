package dev.mayfly.report;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A phase of a container's start, for Java Flight Recorder. */
@Name("dev.mayfly.Phase")
@Label("Container Phase")
@Description("A phase of a container's start")
@Category("Mayfly")
@StackTrace(false)
final class PhaseEvent extends Event {

  @Label("Place")
  final String place;

  @Label("Image")
  final String image;

  @Label("Phase")
  final String phase;

  private PhaseEvent(String place, String image, String phase) {
    this.place = place;
    this.image = image;
    this.phase = phase;
  }

  static PhaseEvent begun(String place, String image, String phase) {
    PhaseEvent event = new PhaseEvent(place, image, phase);
    event.begin();
    return event;
  }
}
