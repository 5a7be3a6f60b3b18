package dev.mayfly.bench.bare;

import dev.mayfly.bench.subject.BareContainer;
import dev.mayfly.bench.subject.Running;
import dev.mayfly.bench.subject.Subject;
import dev.mayfly.bench.subject.Wanted;
import dev.mayfly.bench.subject.Worker;

/** The bare engine's side in a JVM that stays. */
public final class BareWorker implements Subject {

  private BareWorker() {}

  public static void main(String[] arguments) throws Exception {
    Worker.serve(new BareWorker(), arguments);
  }

  @Override
  public Running start(Wanted wanted) throws Exception {
    return BareContainer.start(wanted);
  }

  @Override
  public void close() {}
}
