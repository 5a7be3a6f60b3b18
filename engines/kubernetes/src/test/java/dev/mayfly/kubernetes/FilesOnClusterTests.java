package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.Workbench;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files that are there when a container's process begins, on a real cluster. */
@Tag("kubernetes")
final class FilesOnClusterTests {

  private static final int LARGE = 20 << 20;

  private final KubernetesEngine engine =
      KubernetesEngine.open(new ClusterAddress("", ""), setting -> Optional.empty());
  private final Workbench bench = Workbench.of(engine, "busybox:1.35");

  @AfterEach
  void close() {
    bench.close();
    engine.close();
  }

  private static FileEntry file(String path, int mode, int user, byte[] content) {
    return FileEntry.file(
        path, mode, user, user, content.length, () -> new ByteArrayInputStream(content));
  }

  private String output(String id, String script) {
    return bench.exec(id, "sh", "-c", script).stdout();
  }

  /** At its begin it looks at what is there, and has no right to run a tar. */
  @Test
  void twenty_megabytes_are_there_at_the_begin_with_mode_and_owner_also_after_a_restart()
      throws Exception {
    byte[] content = new byte[LARGE];
    new Random(7).nextBytes(content);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    ContainerSpec spec =
        ContainerSpec.of(bench.image())
            .command("sh", "-c", "sha256sum /data/dump.bin; exec sleep 600");
    String id = bench.create(spec);
    engine.copyIn(
        id,
        List.of(
            FileEntry.directory("/data", 0755, 0, 0),
            file("/data/dump.bin", 0640, 1234, content),
            file("/etc/small.conf", 0600, 0, "small\n".getBytes(StandardCharsets.UTF_8))));

    engine.startContainer(id);

    bench.awaitLine(id, digest + "  /data/dump.bin");
    assertThat(output(id, "stat -c '%a %u:%g %s' /data/dump.bin"))
        .isEqualTo("640 1234:1234 " + LARGE + "\n");
    assertThat(output(id, "cat /etc/small.conf; ls /etc/passwd")).isEqualTo("small\n/etc/passwd\n");
    assertThat(output(id, "echo more >>/data/dump.bin && wc -c </data/dump.bin"))
        .isEqualTo(LARGE + 5 + "\n");

    engine.stopContainer(id, Duration.ZERO);
    engine.startContainer(id);

    assertThat(output(id, "sha256sum </data/dump.bin")).isEqualTo(digest + "  -\n");
  }

  /** As a namespace may ask for that enforces the Pod Security Standard "restricted". */
  @Test
  void twenty_megabytes_are_the_users_of_a_container_that_may_do_nothing_else() {
    ContainerSpec spec = bench.sleeper().user("1000:1000").dropCapability("ALL");
    String id = bench.create(spec);
    engine.copyIn(id, List.of(file("/data/dump.bin", 0640, 1234, new byte[LARGE])));

    engine.startContainer(id);

    assertThat(output(id, "stat -c '%a %u:%g %s' /data/dump.bin"))
        .isEqualTo("640 1000:1000 " + LARGE + "\n");
    assertThat(output(id, "grep -E '^(NoNewPrivs|CapBnd):' /proc/1/status | tr -s '[:space:]' ' '"))
        .contains("NoNewPrivs: 1")
        .contains("CapBnd: 0000000000000000");
  }

  @Test
  void hundreds_of_files_of_a_directory_are_there_beside_what_the_image_has() {
    List<FileEntry> files = new ArrayList<>();
    files.add(FileEntry.directory("/etc", 0755, 0, 0));
    for (int i = 0; i < 300; i++) {
      byte[] content = ("file " + i + "\n" + "x".repeat(10_000)).getBytes(StandardCharsets.UTF_8);
      files.add(file("/etc/many/file-" + i + ".sql", 0644, 0, content));
    }
    String id = bench.create(bench.sleeper());
    engine.copyIn(id, files);

    engine.startContainer(id);

    assertThat(output(id, "ls /etc/many | wc -l; head -n 1 /etc/many/file-299.sql; ls /etc/passwd"))
        .isEqualTo("300\nfile 299\n/etc/passwd\n");
  }
}
