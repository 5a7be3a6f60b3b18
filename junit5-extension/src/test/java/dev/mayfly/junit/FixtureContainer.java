package dev.mayfly.junit;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;

/** A handle as a module has it: with a default image, and with one that is given. */
record FixtureContainer(ContainerSlot slot) implements ContainerHandle {

  static FixtureContainer of() {
    return of("app:1");
  }

  static FixtureContainer of(String image) {
    return new FixtureContainer(ContainerSlot.of(ContainerSpec.of(image)));
  }

  String image() {
    return slot.spec().image().describe();
  }
}
