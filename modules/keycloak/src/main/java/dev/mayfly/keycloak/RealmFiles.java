package dev.mayfly.keycloak;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.arguments.Given;

/**
 * The files that Keycloak imports when it starts. They keep their names, by which it knows which
 * belong together: {@code shop-realm.json}, {@code shop-users-0.json}.
 */
final class RealmFiles {

  private static final String FOLDER = "/opt/keycloak/data/import/";
  private static final int READABLE = 0644;

  private RealmFiles() {}

  static ContainerSpec add(ContainerSpec spec, FileSource... files) {
    ContainerSpec all = spec;
    for (FileSource file : Given.values(files, "realm")) {
      all = all.copy(CopiedFile.of(file, FOLDER + name(file, all)).mode(READABLE));
    }
    return all;
  }

  private static String name(FileSource file, ContainerSpec before) {
    if (file instanceof FileSource.Bytes) {
      return "unnamed-" + before.files().size() + ".json";
    }
    String path =
        file instanceof FileSource.Resource resource
            ? resource.name()
            : file.describe().replace('\\', '/');
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (!name.endsWith(".json")) {
      throw new IllegalArgumentException(
          "Keycloak would pass over the realm \""
              + file.describe()
              + "\"; let its name end in .json.");
    }
    return name;
  }
}
