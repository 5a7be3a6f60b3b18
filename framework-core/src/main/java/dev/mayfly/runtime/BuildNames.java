package dev.mayfly.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names on a build's network: each is that of the first container that asks for it, until that
 * is gone. Thread-safe.
 */
record BuildNames(BuildFolder folder) {

  private static final Duration SHORT_WORK = Duration.ofSeconds(30);

  /** The names that a container can have, of those that it wants. */
  List<String> of(String key, List<String> wanted) {
    List<String> free = wanted.stream().filter(name -> claim(name, key)).toList();
    return free.isEmpty() && !wanted.isEmpty()
        ? List.of(wanted.get(0) + "-" + key.substring(0, 8))
        : free;
  }

  private boolean claim(String name, String key) {
    return folder
        .lock(file(name), "claims the name " + name, SHORT_WORK)
        .holding(
            () -> {
              String owner = owner(name).orElse(key);
              folder.write(file(name), new RegistryEntry(Map.of("key", owner)));
              return owner.equals(key);
            });
  }

  /** A container did not come to be, or is gone: others may have its names. */
  void release(String key, List<String> wanted) {
    for (String name : wanted) {
      folder
          .lock(file(name), "gives back the name " + name, SHORT_WORK)
          .holding(
              () -> {
                if (owner(name).filter(key::equals).isPresent()) {
                  folder.forget(file(name));
                }
                return null;
              });
    }
  }

  /** The key of the container that has a name. */
  Optional<String> owner(String name) {
    return folder.entry(file(name)).map(entry -> entry.get("key"));
  }

  private static String file(String name) {
    return "name-" + Digest.of(name).substring(0, 16);
  }
}
