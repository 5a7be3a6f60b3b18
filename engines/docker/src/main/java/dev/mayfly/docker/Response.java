package dev.mayfly.docker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * A response whose body is still to be read. Any thread may close it, which ends a read at once.
 *
 * @param head its status and headers
 * @param body read to its end, it leaves the connection to the next exchange
 * @param unwatch lets it be silent for ever
 * @param abandon gives the connection up unless the body was read to its end
 */
record Response(ResponseHead head, InputStream body, Runnable unwatch, Runnable abandon)
    implements Closeable {

  int status() {
    return head.status();
  }

  byte[] bytes() throws IOException {
    try (this) {
      return body.readAllBytes();
    }
  }

  @Override
  public void close() {
    abandon.run();
  }
}
