package dev.mayfly.docker;

import dev.mayfly.engine.AttachedStreams;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The standard streams of a container over one raw connection.
 *
 * @param connection to the container's process
 * @param output what it writes, the two streams in one
 */
record AttachedConnection(Hijacked connection, InputStream output) implements AttachedStreams {

  static AttachedConnection open(Api api, String id) {
    String what = "Attaching to container " + id;
    boolean hasTerminal =
        api.get(what, Target.of("containers", id, "json")).path("Config").path("Tty").asBoolean();
    Target target =
        Target.of("containers", id, "attach")
            .query("stream", "1")
            .query("stdin", "1")
            .query("stdout", "1")
            .query("stderr", "1");
    Hijacked connection = api.hijack(what, target, null);
    connection.unwatch(); // it is a reaper's lifeline: an engine that was stopped goes on with it
    InputStream raw = connection.input();
    return new AttachedConnection(
        connection, hasTerminal ? raw : new FramedInput(new FrameReader(raw)));
  }

  @Override
  public OutputStream stdin() {
    return new AttachedInput(connection);
  }

  @Override
  public void close() {
    connection.close();
  }
}
