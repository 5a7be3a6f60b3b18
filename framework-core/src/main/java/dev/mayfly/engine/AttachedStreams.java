package dev.mayfly.engine;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * The open standard streams of a container, or of a process of this machine that does a container's
 * work. Closing them closes its standard input.
 */
public interface AttachedStreams extends AutoCloseable {

  /** What the container reads; what is written here may wait for a flush. */
  OutputStream stdin();

  /** What the container writes to its standard output, and to its standard error. */
  InputStream output();

  @Override
  void close();
}
