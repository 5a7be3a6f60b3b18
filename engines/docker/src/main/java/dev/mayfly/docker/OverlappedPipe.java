package dev.mayfly.docker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousByteChannel;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Future;

/**
 * One end of a named pipe, opened for overlapped input and output, as the JDK opens what it calls
 * an asynchronous file. Windows lets reading and writing of any other handle wait for one another:
 * who waits for an answer could not ask.
 *
 * @param file of the pipe; a pipe has no positions, and what is given for one does not count
 */
record OverlappedPipe(AsynchronousFileChannel file) implements AsynchronousByteChannel {

  static OverlappedPipe open(Path pipe) throws IOException {
    return new OverlappedPipe(
        AsynchronousFileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  @Override
  public Future<Integer> read(ByteBuffer target) {
    return file.read(target, 0);
  }

  @Override
  public Future<Integer> write(ByteBuffer source) {
    return file.write(source, 0);
  }

  @Override
  public <A> void read(
      ByteBuffer target, A attachment, CompletionHandler<Integer, ? super A> handler) {
    file.read(target, 0, attachment, handler);
  }

  @Override
  public <A> void write(
      ByteBuffer source, A attachment, CompletionHandler<Integer, ? super A> handler) {
    file.write(source, 0, attachment, handler);
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
