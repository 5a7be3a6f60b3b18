package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Linux and container engines say of where a JVM runs. */
class LinuxSurroundingsTests {

  private static final String ID = "0123456789abcdef".repeat(4);

  @TempDir private Path root;

  private Surroundings surroundings() {
    return new LinuxSurroundings(root);
  }

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/lib/docker/containers/%s/hostname /etc/hostname",
        "/docker/containers/%s/resolv.conf /etc/resolv.conf",
        "/volumes/fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210/_data/containers/"
            + "%s/hostname /etc/hostname",
        "/containers/storage/overlay-containers/%s/userdata/hosts /etc/hosts",
        "/io.containerd.grpc.v1.cri/sandboxes/%s/hostname /etc/hostname"
      })
  void a_container_knows_its_id_by_the_files_that_its_engine_mounts(String mount)
      throws IOException {
    file(
        "proc/self/mountinfo",
        "22 27 0:21 / /proc rw,relatime - proc proc rw\n"
            + "633 614 254:0 "
            + mount.formatted(ID)
            + " rw,relatime - ext4 /dev/vda rw\n");

    assertThat(surroundings().containerIds()).containsExactly(ID);
  }

  @Test
  void mounts_of_other_containers_are_not_this_jvms() throws IOException {
    file(
        "proc/self/mountinfo",
        "90 27 0:50 / /var/lib/docker/overlay2/%s/merged rw - overlay overlay rw\n".formatted(ID)
            + "91 27 0:51 / /etc/hosts rw - ext4 /dev/vda rw\n");
    file("proc/sys/kernel/hostname", "laptop\n");
    file(".dockerenv", "");

    assertThat(surroundings().containerIds()).isEmpty();
    assertThat(surroundings().hostname()).isEqualTo("laptop");
  }

  @Test
  void a_sandbox_that_hides_its_mounts_has_the_engines_short_name() throws IOException {
    file("proc/sys/kernel/hostname", "0123456789ab\n");
    assertThat(surroundings().containerIds()).isEmpty();

    file("run/.containerenv", "");
    assertThat(surroundings().containerIds()).containsExactly("0123456789ab");
  }

  @Test
  void the_router_is_that_of_the_route_to_everywhere() throws IOException {
    file(
        "proc/net/route",
        "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\n"
            + "eth0\t000012AC\t00000000\t0001\t0\t0\t0\t0000FFFF\n"
            + "eth0\t00000000\t010012AC\t0003\t0\t0\t0\t00000000\n");

    assertThat(surroundings().defaultGateway()).contains("172.18.0.1");
  }

  @Test
  void other_systems_say_nothing() {
    assertThat(surroundings().containerIds()).isEmpty();
    assertThat(surroundings().hostname()).isEmpty();
    assertThat(surroundings().defaultGateway()).isEmpty();
  }
}
