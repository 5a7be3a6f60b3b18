package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * What a node does with a WebSocket of ours, in this JVM: what comes on channel 0 goes to a stream,
 * what another one brings goes out on a channel, one message for each that is asked for, and the
 * end of it is the end of both.
 */
final class LoopbackPod implements WebSocket {

  private final Inbox inbox;
  private final OutputStream there;
  private final int channel;
  private final Runnable hangUp;
  private final Semaphore asked = new Semaphore(1); // opening asks for the first
  private volatile boolean closed;

  private LoopbackPod(Inbox inbox, OutputStream there, int channel, Runnable hangUp) {
    this.inbox = inbox;
    this.there = there;
    this.channel = channel;
    this.hangUp = hangUp;
  }

  /**
   * Opens a connection.
   *
   * @param channel where what is read goes
   * @param greetings messages that come before, with their channels
   */
  static PodSocket open(
      OutputStream there, InputStream back, int channel, Runnable hangUp, byte[]... greetings) {
    Inbox inbox = new Inbox();
    LoopbackPod pod = new LoopbackPod(inbox, there, channel, hangUp);
    inbox.onOpen(pod);
    Thread thread = new Thread(() -> pod.carry(back, greetings), "loopback-pod");
    thread.setDaemon(true);
    thread.start();
    return new PodSocket(pod, inbox);
  }

  /** One that says something and hangs up. */
  static PodSocket saying(byte[]... messages) {
    return open(
        OutputStream.nullOutputStream(), InputStream.nullInputStream(), 0, () -> {}, messages);
  }

  static byte[] message(int channel, byte... bytes) {
    byte[] message = new byte[bytes.length + 1];
    message[0] = (byte) channel;
    System.arraycopy(bytes, 0, message, 1, bytes.length);
    return message;
  }

  private void carry(InputStream back, byte[]... greetings) {
    try {
      for (byte[] greeting : greetings) {
        deliver(greeting);
      }
      byte[] piece = new byte[4096];
      for (int count = back.read(piece); count >= 0; count = back.read(piece)) {
        deliver(message(channel, Arrays.copyOf(piece, count)));
      }
    } catch (IOException e) {
      // hung up
    }
    asked.acquireUninterruptibly();
    inbox.onClose(this, 1000, "");
  }

  private void deliver(byte[] message) {
    asked.acquireUninterruptibly();
    inbox.onMessage(this, ByteBuffer.wrap(message));
  }

  @Override
  public boolean send(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    try {
      there.write(bytes, 1, bytes.length - 1);
      there.flush();
      return !closed;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public boolean sendClose(int code, String reason) {
    closed = true;
    hangUp.run();
    return true;
  }

  @Override
  public long queueSize() {
    return 0;
  }

  @Override
  public void request() {
    asked.release();
  }
}
