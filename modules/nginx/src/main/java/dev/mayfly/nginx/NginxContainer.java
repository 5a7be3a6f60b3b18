package dev.mayfly.nginx;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.FileSource;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.arguments.Given;
import dev.mayfly.ready.ReadyWhen;
import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * A handle on nginx, ready when it answers {@code GET /}: it has read its configuration and its
 * workers run. Immutable in its options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class NginxContainer implements ContainerHandle {

  private static final int PORT = 80;

  private final ContainerSlot slot;

  private NginxContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** An nginx 1.27. */
  public static NginxContainer of() {
    return of("nginx:1.27");
  }

  /** A server from the official image or one that starts like it. */
  public static NginxContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static NginxContainer of(ImageSource image) {
    return new NginxContainer(
        ContainerSpec.of(image)
            .expose(PORT)
            .command("nginx", "-g", "daemon off;")
            .readyWhen(ReadyWhen.http("/").port(PORT)));
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public NginxContainer customize(UnaryOperator<ContainerSpec> change) {
    return new NginxContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /** A file, or with {@code "/"} a folder's files, under the path by which clients ask for it. */
  public NginxContainer content(String path, FileSource files) {
    return customize(s -> s.copy(files, "/usr/share/nginx/html" + Given.path(path, "content")));
  }

  /** Its servers, in place of the one of {@code /etc/nginx/conf.d/default.conf}. */
  public NginxContainer config(FileSource file) {
    return customize(spec -> spec.copy(file, "/etc/nginx/conf.d/default.conf"));
  }

  /** {@code http://host:port} for the test. */
  public URI url() {
    return url(PORT);
  }

  /** {@code http://alias:80} for containers on the same network. */
  public URI networkUrl() {
    return networkUrl(PORT);
  }

  /** The port on {@link #host()} that leads to the server. */
  public int port() {
    return port(PORT);
  }
}
