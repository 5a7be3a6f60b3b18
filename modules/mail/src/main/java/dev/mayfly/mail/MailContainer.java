package dev.mayfly.mail;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.Sliced;
import dev.mayfly.arguments.Given;
import dev.mayfly.ready.ReadyWhen;
import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * A handle on GreenMail, a mail server that keeps what is sent to it, ready when it says itself
 * that all its services run. Immutable in its options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class MailContainer implements Sliced<Mailbox> {

  static final int SMTP_PORT = 3025;
  static final int IMAP_PORT = 3143;
  static final int POP3_PORT = 3110;
  static final int API_PORT = 8080;

  private final ContainerSlot slot;

  private MailContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** A GreenMail 2.1 that takes mail for everybody, and lets everybody read it. */
  public static MailContainer of() {
    return of("greenmail/standalone:2.1.5");
  }

  /**
   * A server from the official image, of version 2.1 or later, or from one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static MailContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static MailContainer of(ImageSource image) {
    return new MailContainer(
        Users.none(ContainerSpec.of(image))
            .expose(SMTP_PORT, IMAP_PORT, POP3_PORT, API_PORT)
            .env("JAVA_OPTS", "-Djava.net.preferIPv4Stack=true -XX:TieredStopAtLevel=1")
            .readyWhen(ReadyWhen.http("/api/service/readiness").port(API_PORT)));
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Makes mailboxes, as {@link Mailbox} says. */
  @Override
  public SliceMaker<Mailbox> slices(RunningContainer container, String run) {
    return new MailboxMaker(container, run);
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public MailContainer customize(UnaryOperator<ContainerSpec> change) {
    return new MailContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /**
   * Who logs in by an address and this password. Everybody else is refused from now on, but for
   * receivers of mail, whom GreenMail makes with their address as their password.
   *
   * @throws IllegalArgumentException if GreenMail would not understand one of them
   */
  public MailContainer user(String mailAddress, String password) {
    return customize(spec -> Users.add(spec, mailAddress, password));
  }

  /**
   * Deletes all mail, of all users. For tests one after the other, in a {@code BeforeEach}.
   *
   * @throws MayflyException if the server does not do it
   */
  public void reset() {
    Api.of(running()).purge();
  }

  /** {@code host:port} of SMTP for this JVM. */
  public String address() {
    return address(SMTP_PORT);
  }

  /** {@code alias:3025}, SMTP for containers on the same network. */
  public String networkAddress() {
    return networkAddress(SMTP_PORT);
  }

  /** The port on {@link #host()} that leads to SMTP. */
  public int port() {
    return port(SMTP_PORT);
  }

  /** The port on {@link #host()} that leads to IMAP; on the network it is 3143. */
  public int imapPort() {
    return port(IMAP_PORT);
  }

  /** The port on {@link #host()} that leads to POP3; on the network it is 3110. */
  public int pop3Port() {
    return port(POP3_PORT);
  }

  /** {@code http://host:port} of GreenMail's API for this JVM. */
  public URI url() {
    return url(API_PORT);
  }

  /** {@code http://alias:8080}, GreenMail's API for containers on the same network. */
  public URI networkUrl() {
    return networkUrl(API_PORT);
  }
}
