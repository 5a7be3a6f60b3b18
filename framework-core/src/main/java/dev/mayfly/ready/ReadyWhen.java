package dev.mayfly.ready;

import dev.mayfly.arguments.Given;
import java.util.Set;

/** The ready-made answers to "when is a container ready?", to be imported statically. */
public final class ReadyWhen {

  private ReadyWhen() {}

  /**
   * What a container without a word on it is asked: the image's HEALTHCHECK if it has one, and all
   * exposed TCP ports; that it runs, if there is neither.
   */
  public static Readiness usual() {
    return new UsualReadiness();
  }

  /** All exposed TCP ports are ready, see {@link #port}. */
  public static Readiness ports() {
    return new PortReadiness(Set.of());
  }

  /**
   * A connection to the port is accepted and stays open: one that a proxy accepts and drops at once
   * does not count. Nothing is needed inside the image.
   */
  public static Readiness port(int containerPort) {
    return new PortReadiness(Set.of(Given.port(containerPort)));
  }

  /** A TLS handshake succeeds; the certificate is not checked unless its methods say so. */
  public static TlsReadiness tls(int containerPort) {
    return new TlsReadiness(containerPort, null);
  }

  /** A datagram with these bytes is answered by another one, whatever that says. */
  public static Readiness udp(int containerPort, byte... question) {
    return UdpReadiness.of(containerPort, question);
  }

  /**
   * A log line contains a match of the regular expression; refine with its methods. A line that was
   * printed counts, also if the process has ended since.
   */
  public static LogReadiness log(String regex) {
    return LogReadiness.of(regex);
  }

  /** An HTTP GET of the path is answered with a status from 200 to 399; refine with its methods. */
  public static HttpReadiness http(String path) {
    return HttpReadiness.of("http", path);
  }

  /** The same over TLS; the server's certificate is not checked. */
  public static HttpReadiness https(String path) {
    return HttpReadiness.of("https", path);
  }

  /** The image's HEALTHCHECK says so. */
  public static Readiness healthy() {
    return new HealthReadiness();
  }

  /** A command inside the container ends with 0. */
  public static Readiness exec(String... command) {
    return new ExecReadiness(Given.values(command, "exec"));
  }

  /**
   * A file or directory exists in the container. The engine is asked, so the image needs no shell;
   * it does not see what lies on a tmpfs.
   */
  public static Readiness file(String path) {
    return new FileReadiness(path);
  }

  /**
   * A check of your own, for instance an SQL query.
   *
   * @param description completes "waited 60 s until …"
   */
  public static Readiness check(String description, Check check) {
    return new CheckReadiness(description, check);
  }

  /** The container has ended with this exit code: for containers that do one thing. */
  public static Readiness exit(int exitCode) {
    return new ExitReadiness(exitCode);
  }

  /** All of these at once. */
  public static Readiness allOf(Readiness... readiness) {
    return AllReadiness.of(readiness);
  }

  /** One of these. */
  public static Readiness anyOf(Readiness... readiness) {
    return new AnyReadiness(Given.values(readiness, "readiness"));
  }

  /** The process runs; nothing more is asked. */
  public static Readiness running() {
    return AllReadiness.of();
  }
}
