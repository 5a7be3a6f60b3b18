package dev.mayfly.nats;

import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.SliceNames;

/**
 * Gives out names that subjects begin with, and has the streams deleted that then begin with them.
 * Thread-safe; no connection is kept.
 *
 * <p>Names contain the run. What a killed run left in a server that outlives it stays there under
 * names that nobody uses any more.
 */
final class SubjectMaker implements SliceMaker<NatsSubjects> {

  private static final String CLIENT = "io.nats.client.Nats";

  private final RunningContainer container;
  private final SliceNames names;

  SubjectMaker(RunningContainer container, String run) {
    this.container = container;
    this.names = SliceNames.of(run, '_');
  }

  @Override
  public String make(NatsSubjects description) {
    return names.next();
  }

  @Override
  public void drop(String name) throws Exception {
    if (hasClient()) {
      StreamRemoval.at(NatsContainer.uri(container)).removeOf(name);
    }
  }

  private static boolean hasClient() {
    try {
      Class.forName(CLIENT, false, SubjectMaker.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
