package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.LoneSessions;
import dev.mayfly.RunningContainer;

/** Opens a session for each handle that is started by itself. Keeps nothing. */
public final class SessionOfOne implements LoneSessions {

  @Override
  public Lone start(ContainerSpec spec, String type) {
    Containers session = Containers.open();
    try {
      String name = Containers.aliasOf(type);
      RunningContainer container = session.orchestrator().start(new StartRequest(spec, name, name));
      return new Lone(container, session::close);
    } catch (RuntimeException | Error failure) {
      session.close();
      throw failure;
    }
  }
}
