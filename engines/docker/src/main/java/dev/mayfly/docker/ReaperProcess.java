package dev.mayfly.docker;

import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.engine.LocalReaperRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The reaper's program as a process of this machine. It leads a session of its own, so that what
 * ends this JVM's process group leaves it alone, and has nothing of this JVM's but two pipes.
 *
 * @param process that runs
 */
record ReaperProcess(Process process) implements AttachedStreams {

  /** Says where the program runs; what it is called among reapers does not count there. */
  private static final String HOST = "host";

  /**
   * Starts it.
   *
   * @param socket at which this JVM reaches the engine
   * @throws IOException if nothing that is written to this machine's folder for temporary files can
   *     be run
   */
  static ReaperProcess start(LocalReaperRequest request, Path socket) throws IOException {
    String machine = System.getProperty("os.arch");
    List<String> arguments = new ArrayList<>();
    arguments.add(request.session());
    arguments.add(HOST);
    arguments.add(ReaperContainer.milliseconds(request.grace()));
    arguments.add(socket.toAbsolutePath().toString());
    arguments.add(HOST);
    if (request.shared()) {
      arguments.add(ProgramImage.of(OwnProgram.REAPER, machine).layerDigest());
    }
    return new ReaperProcess(Executable.run(OwnProgram.REAPER.forMachine(machine), arguments));
  }

  @Override
  public OutputStream stdin() {
    return process.getOutputStream();
  }

  @Override
  public InputStream output() {
    return process.getInputStream();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // it has ended
    }
  }
}
