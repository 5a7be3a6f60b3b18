package dev.mayfly.mail;

import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.SliceNames;
import java.io.IOException;

/**
 * Makes and deletes users by GreenMail's API. Thread-safe; no connection is kept.
 *
 * <p>Names contain the run. What a killed run left in a server that outlives it stays there under
 * names that nobody uses any more.
 */
final class MailboxMaker implements SliceMaker<Mailbox> {

  private final RunningContainer container;
  private final SliceNames names;

  MailboxMaker(RunningContainer container, String run) {
    this.container = container;
    this.names = SliceNames.of(run, '-');
  }

  /** No secret: who can reach the server can ask its API for all mail. */
  static String password(String address) {
    return address.substring(0, address.indexOf('@'));
  }

  @Override
  public String make(Mailbox description) throws IOException {
    String address = names.next() + "@mayfly.test";
    Api.of(container).addUser(address, password(address));
    return address;
  }

  /** GreenMail forgets users when it is started again. */
  @Override
  public boolean isThere(String name) throws IOException {
    return Api.of(container).hasUser(name);
  }

  @Override
  public void drop(String name) throws IOException {
    Api.of(container).deleteUser(name);
  }
}
