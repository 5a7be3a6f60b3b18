package dev.mayfly.mail;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;

/**
 * A mailbox of its own for a test, in a {@link MailContainer} that many tests share; it is empty
 * when the test begins, and its user is deleted afterwards. Its {@link #name} is its address.
 *
 * <p>Mail to other addresses is not kept apart. Thread-safe.
 */
@CheckReturnValue
public final class Mailbox implements Slice {

  private final SliceSlot slot = SliceSlot.of();

  private Mailbox() {}

  /** An empty mailbox. */
  public static Mailbox of() {
    return new Mailbox();
  }

  @Override
  public SliceSlot slot() {
    return slot;
  }

  /** Its mail address, which is also the user's name for IMAP and POP3. */
  public String mailAddress() {
    return name();
  }

  /** The user's password. */
  public String password() {
    return MailboxMaker.password(name());
  }
}
