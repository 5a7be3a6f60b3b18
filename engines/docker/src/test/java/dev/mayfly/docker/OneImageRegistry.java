package dev.mayfly.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mayfly.ImageName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A registry on this machine that has one image, of one layer of incompressible data. */
public final class OneImageRegistry implements AutoCloseable {

  private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

  private final HttpServer server;
  private final PlainPort port;
  private final Map<String, byte[]> blobs = new HashMap<>();
  private final byte[] manifest;
  private final @Nullable String login;

  OneImageRegistry(int layerBytes) throws Exception {
    this(layerBytes, null);
  }

  /**
   * @param login the user and password without which nothing is given, {@code user:password}
   */
  OneImageRegistry(int layerBytes, @Nullable String login) throws Exception {
    this(0, layerBytes, login);
  }

  private OneImageRegistry(int number, int layerBytes, @Nullable String login) throws Exception {
    this.login = login;
    byte[] tar = tar(layerBytes);
    byte[] layer = gzip(tar);
    byte[] config =
        ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\","
                + "\"diff_ids\":[\""
                + digest(tar)
                + "\"]}}")
            .getBytes(StandardCharsets.UTF_8);
    manifest =
        ("{\"schemaVersion\":2,\"mediaType\":\""
                + MANIFEST
                + "\",\"config\":"
                + blob("application/vnd.docker.container.image.v1+json", config)
                + ",\"layers\":["
                + blob("application/vnd.docker.image.rootfs.diff.tar.gzip", layer)
                + "]}")
            .getBytes(StandardCharsets.UTF_8);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v2/", this::answer);
    server.start();
    port = new PlainPort(number, server.getAddress().getPort());
  }

  /**
   * One as a process of its own, which prints its image's name when it is there, and ends with its
   * input. A request for another host is answered too, as by a proxy that leads there.
   *
   * @param arguments the port, and the layer's bytes
   */
  public static void main(String... arguments) throws Exception {
    try (OneImageRegistry registry =
        new OneImageRegistry(
            Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), null)) {
      System.out.println(registry.image());
      System.in.readAllBytes();
    }
  }

  ImageName image() {
    return ImageName.parse("127.0.0.1:" + port.number() + "/mayfly/pulled:1");
  }

  String host() {
    return image().registry();
  }

  private boolean admits(HttpExchange exchange) {
    return login == null
        || ("Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
            .equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (!admits(exchange)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"here\"");
      exchange.sendResponseHeaders(401, -1);
      exchange.close();
      return;
    }
    String path = exchange.getRequestURI().getPath();
    byte[] body = new byte[0];
    if (path.contains("/manifests/")) {
      exchange.getResponseHeaders().set("Content-Type", MANIFEST);
      exchange.getResponseHeaders().set("Docker-Content-Digest", digest(manifest));
      body = manifest;
    } else if (path.contains("/blobs/")) {
      body = blobs.get(path.substring(path.lastIndexOf('/') + 1));
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
    }
    exchange.sendResponseHeaders(200, head || body.length == 0 ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private String blob(String type, byte[] content) {
    blobs.put(digest(content), content);
    return "{\"mediaType\":\""
        + type
        + "\",\"size\":"
        + content.length
        + ",\"digest\":\""
        + digest(content)
        + "\"}";
  }

  private static byte[] tar(int size) throws IOException {
    byte[] data = new byte[size];
    new Random().nextBytes(data);
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try (org.apache.commons.compress.archivers.tar.TarArchiveOutputStream out =
        new org.apache.commons.compress.archivers.tar.TarArchiveOutputStream(tar)) {
      var entry = new org.apache.commons.compress.archivers.tar.TarArchiveEntry("data");
      entry.setSize(size);
      out.putArchiveEntry(entry);
      out.write(data);
      out.closeArchiveEntry();
    }
    return tar.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(content);
    }
    return zipped.toByteArray();
  }

  private static String digest(byte[] content) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    port.close();
    server.stop(0);
  }
}
