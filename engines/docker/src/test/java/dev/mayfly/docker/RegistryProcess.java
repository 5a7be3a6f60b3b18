package dev.mayfly.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.tls.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A registry of Docker's distribution project, as a process of this machine; the program is named
 * by the property {@code registry.program}. The images that were put into it through the engine are
 * removed there at its end.
 */
final class RegistryProcess implements AutoCloseable {

  /** As whom it is logged in to where it wants a login. */
  static final String LOGIN = "ann:s3cret-of-ann";

  /** How an image of one platform is described. */
  static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

  private final Path folder;
  private final String host;
  private final Process process;
  private final List<String> made = new ArrayList<>();

  private RegistryProcess(Path folder, String host, Process process) {
    this.folder = folder;
    this.host = host;
    this.process = process;
  }

  /** One that anybody may ask, which engines believe without TLS. */
  static RegistryProcess open(Path folder) throws IOException {
    return start(folder, "127.0.0.1", "");
  }

  /** One that wants to know who asks. */
  static RegistryProcess withPassword(Path folder) throws IOException {
    Path passwords = Files.writeString(folder.resolve("htpasswd"), htpasswd());
    return start(folder, "127.0.0.1", "auth: {htpasswd: {realm: test, path: " + passwords + "}}\n");
  }

  /** One with TLS, at an address that engines don't believe otherwise. */
  static RegistryProcess withTls(Path folder, String address, ServerCertificate certificate)
      throws IOException {
    Path pem = Files.writeString(folder.resolve("cert.pem"), certificate.certificatePem());
    Path key = Files.writeString(folder.resolve("key.pem"), certificate.privateKeyPem());
    return start(folder, address, "  tls: {certificate: " + pem + ", key: " + key + "}\n");
  }

  /** What {@code htpasswd -B} makes, by the C library's crypt, as Perl calls it. */
  private static String htpasswd() throws IOException {
    String script = "print crypt($ARGV[0], '$2y$05$abcdefghijklmnopqrstuu')";
    Process perl =
        new ProcessBuilder("perl", "-e", script, LOGIN.substring(LOGIN.indexOf(':') + 1)).start();
    String hash = new String(perl.getInputStream().readAllBytes(), UTF_8);
    if (!hash.startsWith("$2y$")) {
      throw new IOException("this machine's crypt makes no bcrypt, which the registry wants");
    }
    return "ann:" + hash + "\n";
  }

  private static RegistryProcess start(Path folder, String address, String more)
      throws IOException {
    int port = freePort(address);
    String host = address + ":" + port;
    Path config =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            version: 0.1
            log: {level: error}
            storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
            http:
              addr: %s
            """
                    .formatted(folder.resolve("data"), host)
                + more);
    Process process =
        new ProcessBuilder(System.getProperty("registry.program"), "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registry.log").toFile())
            .start();
    RegistryProcess registry = new RegistryProcess(folder, host, process);
    await().until(() -> registry.accepts(address, port));
    return registry;
  }

  private static int freePort(String address) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      return socket.getLocalPort();
    }
  }

  private boolean accepts(String address, int port) throws IOException {
    if (!process.isAlive()) {
      throw new IOException("ended: " + Files.readString(folder.resolve("registry.log")));
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Its name in those of images. */
  String host() {
    return host;
  }

  /** An image of its that the engine may have. */
  String image(String name) {
    return noted(host + "/" + name);
  }

  /** A name that the engine is to have no more at the end. */
  String noted(String name) {
    made.add(name);
    return name;
  }

  /**
   * Puts an image there whose containers can sleep; the engine has neither it nor its own layer
   * then.
   *
   * @param bytes of incompressible data in it
   * @return the digest under which the registry has it
   */
  String put(String name, int bytes) throws IOException {
    Path context = Files.createTempDirectory(folder, "context");
    byte[] data = new byte[bytes];
    new Random().nextBytes(data);
    Files.write(context.resolve("data"), data);
    Files.writeString(
        context.resolve("Dockerfile"),
        "FROM busybox:1.35\nCOPY data /data\nCMD [\"sleep\", \"600\"]\n");
    String image = pushed(name);
    DockerCommand.run("build", "-q", "-t", image, context.toString());
    return push(image);
  }

  /** Lets the registry have the same image under a new digest, which is returned. */
  String renew(String repository, String tag) throws Exception {
    URI place = URI.create("http://" + host + "/v2/" + repository + "/manifests/" + tag);
    String manifest = get(place) + "\n";
    send(
        HttpRequest.newBuilder(place)
            .header("Content-Type", MANIFEST)
            .PUT(BodyPublishers.ofString(manifest)));
    return "sha256:" + Sha256.of(manifest.getBytes(UTF_8));
  }

  /** Lets the registry have an image of its under another name for another processor. */
  void copyFor(String processor, String repository, String name) throws Exception {
    URI all = URI.create("http://" + host + "/v2/" + repository + "/");
    String manifest = get(all.resolve("manifests/1"));
    String config = Json.read(manifest).path("config").path("digest").asText();
    String changed =
        get(all.resolve("blobs/" + config))
            .replaceFirst("\"architecture\":\"\\w+\"", "\"architecture\":\"" + processor + "\"");
    String digest = "sha256:" + Sha256.of(changed.getBytes(UTF_8));
    String upload =
        send(HttpRequest.newBuilder(all.resolve("blobs/uploads/")).POST(BodyPublishers.noBody()))
            .headers()
            .firstValue("Location")
            .orElseThrow();
    send(
        HttpRequest.newBuilder(URI.create(upload + "&digest=" + digest))
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofString(changed)));
    ObjectNode copy = (ObjectNode) Json.read(manifest);
    ((ObjectNode) copy.path("config")).put("digest", digest).put("size", changed.length());
    send(
        HttpRequest.newBuilder(all.resolve("manifests/" + name))
            .header("Content-Type", MANIFEST)
            .PUT(BodyPublishers.ofString(copy.toString())));
  }

  /**
   * Lets the registry have an index of two of its images, one for each processor.
   *
   * @return the index's digest
   */
  String putIndex(String repository, String tag, Map<String, String> tagsByProcessor)
      throws Exception {
    URI all = URI.create("http://" + host + "/v2/" + repository + "/manifests/");
    List<String> manifests = new ArrayList<>();
    for (Map.Entry<String, String> one : tagsByProcessor.entrySet()) {
      String manifest = get(all.resolve(one.getValue()));
      manifests.add(
          "{\"mediaType\":\"%s\",\"size\":%d,\"digest\":\"sha256:%s\",\"platform\":{\"os\":\"linux\",\"architecture\":\"%s\"}}"
              .formatted(
                  MANIFEST, manifest.length(), Sha256.of(manifest.getBytes(UTF_8)), one.getKey()));
    }
    String type = "application/vnd.docker.distribution.manifest.list.v2+json";
    String index =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(type, String.join(",", manifests));
    send(
        HttpRequest.newBuilder(all.resolve(tag))
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofString(index)));
    return "sha256:" + Sha256.of(index.getBytes(UTF_8));
  }

  /** Ends it; what the engine has of it stays until it is closed. */
  void end() {
    process.destroy();
    process.onExit().join();
  }

  private static String get(URI what) throws Exception {
    return send(HttpRequest.newBuilder(what).header("Accept", MANIFEST).GET()).body();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(answer + ": " + answer.body());
    }
    return answer;
  }

  /** By another name of this machine, so that what the engine has by the first one stays. */
  private String pushed(String name) {
    return noted(host.replace("127.0.0.1:", "localhost:") + "/" + name);
  }

  private String push(String image) throws IOException {
    String output = DockerCommand.run("--config", config().toString(), "push", image);
    String digest = output.replaceFirst("(?s).*digest: (sha256:[0-9a-f]{64}).*", "$1");
    DockerCommand.run("rmi", image);
    return digest;
  }

  /** A folder with the login, as {@code docker login} leaves it. */
  Path config() throws IOException {
    Path config = Files.createDirectories(folder.resolve("login"));
    String auth = Base64.getEncoder().encodeToString(LOGIN.getBytes(UTF_8));
    Files.writeString(
        config.resolve("config.json"),
        "{\"auths\":{\"%s\":{\"auth\":\"%s\"},\"%s\":{\"auth\":\"%s\"}}}"
            .formatted(host, auth, host.replace("127.0.0.1:", "localhost:"), auth));
    return config;
  }

  @Override
  public void close() throws IOException {
    end();
    for (String image : made) {
      remove(image);
    }
  }

  private static void remove(String image) throws IOException {
    String repository = image.replaceFirst("[@:][^:/]*(:[^:/]*)?$", "");
    String there =
        DockerCommand.run("images", "--digests", "--no-trunc", "--format", "{{.ID}}", repository);
    for (String id : there.lines().distinct().toList()) {
      DockerCommand.run("rmi", "-f", id);
    }
  }

  /** Variables of a JVM whose user has this folder of Docker's. */
  static @Nullable String variable(String name, Path config) {
    return Map.of("DOCKER_CONFIG", config.toString(), "HOME", config.toString())
        .getOrDefault(name, System.getenv(name));
  }
}
