package dev.mayfly.kubernetes;

import dev.mayfly.Mount;
import dev.mayfly.Resources;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a description mounts, as a pod's volumes.
 *
 * @param claims the ids of volumes that the session has made, each of which needs a claim
 */
record PodMounts(List<Volume> volumes, List<VolumeMount> mounts, Set<String> claims) {

  private static final String SHARED_MEMORY = "/dev/shm";

  /** Those of a description. */
  static PodMounts of(List<Mount> wanted, Resources resources) {
    PodMounts all = new PodMounts(new ArrayList<>(), new ArrayList<>(), new LinkedHashSet<>());
    wanted.forEach(all::add);
    if (resources.sharedMemory() > 0) {
      all.add(Mount.tmpfs(SHARED_MEMORY).bytes(resources.sharedMemory()));
    }
    return all;
  }

  private void add(Mount mount) {
    if (mount instanceof Mount.Tmpfs tmpfs) {
      add(inMemory(nextName(), tmpfs.bytes()), mount.containerPath(), false);
    } else if (mount instanceof Mount.Volume volume) {
      String claim = volume.name();
      if (claim != null) {
        claims.add(claim);
      }
      Volume made = claim == null ? empty(nextName()) : claimed(nextName(), claim);
      add(made, mount.containerPath(), volume.isReadOnly());
    } else {
      throw Refused.unable("A cluster mounts no paths of its machines for tests. Copy files in.");
    }
  }

  private void add(Volume volume, String path, boolean readOnly) {
    volumes.add(volume);
    mounts.add(
        new VolumeMountBuilder()
            .withName(volume.getName())
            .withMountPath(path)
            .withReadOnly(readOnly ? true : null)
            .build());
  }

  private String nextName() {
    return "mount-" + volumes.size();
  }

  private static Volume inMemory(String name, long bytes) {
    return new VolumeBuilder()
        .withName(name)
        .withNewEmptyDir()
        .withMedium("Memory")
        .withSizeLimit(bytes == 0 ? null : new Quantity(Long.toString(bytes)))
        .endEmptyDir()
        .build();
  }

  private static Volume empty(String name) {
    return new VolumeBuilder().withName(name).withNewEmptyDir().endEmptyDir().build();
  }

  private static Volume claimed(String name, String claim) {
    return new VolumeBuilder().withName(name).withNewPersistentVolumeClaim(claim, false).build();
  }
}
