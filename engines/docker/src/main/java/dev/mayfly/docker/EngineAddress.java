package dev.mayfly.docker;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where an engine listens, and how it is spoken to. */
interface EngineAddress {

  static EngineAddress unix(Path socket) {
    return new UnixAddress(socket);
  }

  static EngineAddress tcp(String host, int port) {
    return new TcpAddress(host, port, null);
  }

  /**
   * What opens connections to it, for as many as there will be.
   *
   * @throws IOException if there is no way to it; the message says why
   */
  Dialer dialer() throws IOException;

  /** The value of the Host header. */
  String httpHost();

  /** The path of the socket on this machine, or null if there is none. */
  @Nullable Path socket();

  /**
   * The name or address of the engine's machine, or an empty text with a socket or pipe of this
   * one.
   */
  String host();
}
