package dev.mayfly.lifetime;

import dev.mayfly.ExecResult;
import dev.mayfly.engine.InMemoryEngine;

/** Containers that answer to {@code reach NAME}: 0 if somebody has that name for them. */
final class TestReach {

  private TestReach() {}

  static void on(InMemoryEngine engine, String image) {
    engine
        .image(image)
        .exec(
            (container, command) ->
                new ExecResult(
                    container.canReach(command.command().get(1)) ? 0 : 1,
                    new byte[0],
                    new byte[0]));
  }
}
