package dev.mayfly.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An engine of the test's own, which it may stop, kill and fill; see {@code testing/chaos/engine}.
 * The system property {@code chaos.engine} names its folder. It asks registries by a proxy that is
 * not there, unless the test starts one {@linkplain #beside beside it}.
 */
final class OwnEngine implements AutoCloseable {

  private static final Path SCRIPT =
      Path.of("..", "..", "testing", "chaos", "engine").toAbsolutePath();

  /** Of its own network, where its proxy would be. */
  static final String PROXY_PORT = "9";

  private static final String PROXY = "http://127.0.0.1:" + PROXY_PORT;

  private final Path folder;

  private OwnEngine(Path folder) {
    this.folder = folder;
  }

  static OwnEngine start(int megabytes, String... images) throws IOException {
    String named = System.getProperty("chaos.engine");
    Path folder = named == null ? Files.createTempDirectory("mf") : Path.of(named);
    OwnEngine engine = new OwnEngine(folder);
    List<String> arguments = new ArrayList<>(List.of(String.valueOf(megabytes)));
    arguments.addAll(List.of(images));
    try {
      engine.run("start", arguments.toArray(String[]::new));
    } catch (IOException e) {
      engine.close();
      throw e;
    }
    return engine;
  }

  String address() {
    return "unix://" + folder.resolve("docker.sock");
  }

  /** Lets its process stand still; connections to it stay open. */
  void pause() throws IOException {
    run("signal", "STOP");
  }

  void goOn() throws IOException {
    run("signal", "CONT");
  }

  void kill() throws IOException {
    run("signal", "KILL");
  }

  void startAgain() throws IOException {
    run("again");
  }

  /** Leaves no room on its disk. */
  void fill() throws IOException {
    run("fill");
  }

  void makeRoom() throws IOException {
    run("empty");
  }

  /** A program in its network, which nobody else is in. */
  Process beside(Class<?> program, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(SCRIPT.toString(), "beside", folder.toString()));
    words.addAll(ForkedJvm.of(List.of(), program, List.of(arguments)).command());
    return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private void run(String command, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(SCRIPT.toString(), command, folder.toString()));
    words.addAll(List.of(arguments));
    Path output = Files.createTempFile("engine", ".out");
    try {
      ProcessBuilder script =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
      script.environment().putAll(Map.of("HTTP_PROXY", PROXY, "HTTPS_PROXY", PROXY));
      Process process = script.start();
      if (process.waitFor() != 0) {
        String said = Files.readString(output, StandardCharsets.UTF_8);
        throw new IOException(String.join(" ", words) + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while an engine was told to " + command, e);
    } finally {
      Files.delete(output);
    }
  }

  @Override
  public void close() throws IOException {
    run("stop");
  }
}
