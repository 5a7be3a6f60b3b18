package dev.mayfly.samples;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.FileSource;
import dev.mayfly.ready.ReadyWhen;
import java.net.URI;

/** A module of one's own: a web server that shows what a team's services say of themselves. */
// tag::module[]
final class StatusPageContainer implements ContainerHandle {

  private static final int PORT = 80;

  private final ContainerSlot slot;

  private StatusPageContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  static StatusPageContainer of() {
    return new StatusPageContainer(
        ContainerSpec.of("nginx:1.22").expose(PORT).readyWhen(ReadyWhen.http("/").port(PORT)));
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  StatusPageContainer status(String service, String text) {
    String path = "/usr/share/nginx/html/" + service;
    return new StatusPageContainer(slot.spec().copy(FileSource.text(text), path));
  }

  URI url(String service) {
    return url(PORT).resolve("/" + service);
  }

  URI networkUrl(String service) {
    return networkUrl(PORT).resolve("/" + service);
  }
}
// end::module[]
