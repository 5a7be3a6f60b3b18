package dev.mayfly.bench.mayfly;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageBuild;
import dev.mayfly.bench.subject.EngineSocket;
import dev.mayfly.bench.subject.Wanted;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.runtime.Containers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * A JVM that is told a folder, a line each, starts a container of the image that is built of it in
 * a session of its own, and answers how long that took to be there: {@code image}, in milliseconds,
 * and {@code lookup}, how long the engine takes to find it.
 */
public final class UnchangedBuild {

  private static final Pattern TAG = Pattern.compile("\"(mayfly-kept/built:[0-9a-f]{64})\"");
  private static final String PHASE = "dev.mayfly.Phase";

  private final String run;

  private UnchangedBuild(String run) {
    this.run = run;
  }

  /** The first argument is the label's value for all that is made. */
  public static void main(String[] arguments) throws Exception {
    UnchangedBuild build = new UnchangedBuild(arguments[0]);
    BufferedReader folders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String folder = folders.readLine(); folder != null; folder = folders.readLine()) {
      double image = build.image(Path.of(folder));
      System.out.println("image=" + image + " lookup=" + build.lookup());
    }
  }

  private double image(Path folder) throws IOException {
    ImageBuild build = ImageBuild.of(folder).label(Wanted.LABEL, run).kept();
    try (Recording recording = new Recording();
        Containers session = Containers.open()) {
      recording.enable(PHASE).withoutThreshold();
      recording.start();
      session.start(ContainerSpec.of(build).command("sleep", "60").readyWhen(ReadyWhen.running()));
      recording.stop();
      return phase(recording);
    }
  }

  private static double phase(Recording recording) throws IOException {
    Path file = Files.createTempFile("bench", ".jfr");
    try {
      recording.dump(file);
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        if (event.getString("phase").equals("image")) {
          return event.getDuration().toNanos() / 1e6;
        }
      }
      throw new IOException("no image was looked for");
    } finally {
      Files.delete(file);
    }
  }

  private double lookup() throws IOException {
    String label = "{\"label\":[\"" + Wanted.LABEL + "=" + run + "\"]}";
    try (EngineSocket engine = EngineSocket.open()) {
      Matcher tag =
          TAG.matcher(
              engine.call(
                  "GET",
                  "/images/json?filters=" + URLEncoder.encode(label, StandardCharsets.UTF_8)));
      if (!tag.find()) {
        throw new IOException("no image is kept");
      }
      long begin = System.nanoTime();
      engine.call("GET", "/images/" + tag.group(1) + "/json");
      return (System.nanoTime() - begin) / 1e6;
    }
  }
}
