package dev.mayfly.docker;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections by TLS. The files are read by the first and count for all, so that the later
 * ones resume its session.
 */
final class TlsDialer implements Dialer {

  private static final int HANDSHAKE_MILLIS = 10_000;

  private final Opener opener;
  private final String host;
  private final int port;
  private final TlsFiles files;
  private @Nullable SSLContext context;

  /** Opens what TLS is spoken over. */
  @FunctionalInterface
  interface Opener {
    SocketChannel open() throws IOException;
  }

  TlsDialer(Opener opener, String host, int port, TlsFiles files) {
    this.opener = opener;
    this.host = host;
    this.port = port;
    this.files = files;
  }

  @Override
  public Wire dial() throws IOException {
    SSLContext ready = context();
    SocketChannel channel = opener.open();
    TlsFailure failure = new TlsFailure(host, files);
    try {
      return new TlsWire(channel, handshake(ready, channel), failure);
    } catch (SSLException e) {
      boolean wasOpen = channel.isOpen();
      channel.close();
      throw wasOpen ? failure.explain(e) : TlsWire.closed(e);
    } catch (ClosedChannelException | SocketTimeoutException e) {
      channel.close();
      throw e;
    } catch (IOException e) {
      channel.close();
      throw failure.hungUp(e);
    }
  }

  private synchronized SSLContext context() throws IOException {
    SSLContext known = context;
    if (known == null) {
      known = TlsContext.read(files);
      context = known;
    }
    return known;
  }

  private SSLSocket handshake(SSLContext ready, SocketChannel channel) throws IOException {
    SSLSocket socket =
        (SSLSocket) ready.getSocketFactory().createSocket(channel.socket(), host, port, false);
    if (files.verifies()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    socket.setSoTimeout(HANDSHAKE_MILLIS);
    socket.startHandshake();
    socket.setSoTimeout(0);
    return socket;
  }
}
