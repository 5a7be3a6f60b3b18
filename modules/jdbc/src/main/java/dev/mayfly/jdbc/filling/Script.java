package dev.mayfly.jdbc.filling;

import dev.mayfly.FileSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * A script that was read.
 *
 * @param name what messages call it
 * @param sql its text, unpacked
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its hash
record Script(String name, byte[] sql) {

  /**
   * Reads a script.
   *
   * @throws UncheckedIOException if it can't be read
   */
  static Script read(FileSource source) {
    try (InputStream content = open(source)) {
      byte[] bytes = content.readAllBytes();
      if (!source.describe().endsWith(".gz")) {
        return new Script(source.describe(), bytes);
      }
      try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        return new Script(source.describe(), unpacked.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Script " + source.describe() + " can't be read: " + e.getMessage(), e);
    }
  }

  private static InputStream open(FileSource source) throws IOException {
    if (source instanceof FileSource.Bytes bytes) {
      return new ByteArrayInputStream(bytes.content());
    }
    if (source instanceof FileSource.HostPath file) {
      if (Files.exists(file.path()) && !Files.isRegularFile(file.path())) {
        boolean isFolder = Files.isDirectory(file.path());
        throw new IOException(isFolder ? "it is a folder" : "it is no file"); // a FIFO never ends
      }
      return Files.newInputStream(file.path());
    }
    ClassLoader loader =
        Objects.requireNonNullElseGet(
            Thread.currentThread().getContextClassLoader(), Script.class::getClassLoader);
    URL resource = loader.getResource(((FileSource.Resource) source).name());
    if (resource == null) {
      throw new IOException("no such file is on the class path");
    }
    if (isFolder(resource)) {
      throw new IOException("it is a folder");
    }
    return resource.openStream();
  }

  private static boolean isFolder(URL resource) {
    return resource.getProtocol().equals("file")
        ? Files.isDirectory(Path.of(URI.create(resource.toString())))
        : resource.getPath().endsWith("/");
  }

  String hash() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sql));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
