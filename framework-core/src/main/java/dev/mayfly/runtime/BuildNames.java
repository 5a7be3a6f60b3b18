package dev.mayfly.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The names on a build's network: each is that of the first container that asks for it, until that
 * is gone. Thread-safe.
 *
 * @param run the run that asks; what it has given away counts although it is only being started
 * @param isThere whether there is a container of a key; asked of what earlier runs have given away
 */
record BuildNames(BuildFolder folder, String run, Predicate<String> isThere) {

  private static final String KEY = "key";
  private static final String RUN = "run";
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
              boolean isTaken =
                  folder.entry(file(name)).filter(taken -> counts(taken, key)).isPresent();
              if (!isTaken) {
                folder.write(file(name), new RegistryEntry(Map.of(KEY, key, RUN, run)));
              }
              return !isTaken;
            });
  }

  /** Whoever was removed by hand, or killed while it was started, could not give it back. */
  private boolean counts(RegistryEntry taken, String key) {
    String owner = taken.get(KEY);
    return !owner.equals(key) && (taken.get(RUN).equals(run) || isThere.test(owner));
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
    return folder.entry(file(name)).map(entry -> entry.get(KEY));
  }

  private static String file(String name) {
    return "name-" + Digest.of(name).substring(0, 16);
  }
}
