package dev.mayfly.docker;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a request's body while it is sent. */
@FunctionalInterface
interface BodyWriter {
  void writeTo(OutputStream out) throws IOException;
}
