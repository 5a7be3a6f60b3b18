package dev.mayfly.compose;

import dev.mayfly.ready.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a user says of a project, compared by value.
 *
 * @param files as they were named; at least one
 * @param timeout of each service, or null for the settings' own
 */
record ProjectOptions(
    List<String> files,
    List<String> profiles,
    Map<String, String> env,
    List<String> envFiles,
    Map<String, Integer> scales,
    Map<String, Readiness> readiness,
    @Nullable Duration timeout) {

  static ProjectOptions of(String file) {
    return new ProjectOptions(
        List.of(file), List.of(), Map.of(), List.of(), Map.of(), Map.of(), null);
  }

  ProjectOptions file(String more) {
    return new ProjectOptions(
        with(files, more), profiles, env, envFiles, scales, readiness, timeout);
  }

  ProjectOptions profile(String name) {
    return new ProjectOptions(
        files, with(profiles, name), env, envFiles, scales, readiness, timeout);
  }

  ProjectOptions env(String name, String value) {
    return new ProjectOptions(
        files, profiles, with(env, name, value), envFiles, scales, readiness, timeout);
  }

  ProjectOptions envFile(String file) {
    return new ProjectOptions(
        files, profiles, env, with(envFiles, file), scales, readiness, timeout);
  }

  ProjectOptions scale(String service, int replicas) {
    return new ProjectOptions(
        files, profiles, env, envFiles, with(scales, service, replicas), readiness, timeout);
  }

  ProjectOptions readyWhen(String service, Readiness ready) {
    return new ProjectOptions(
        files, profiles, env, envFiles, scales, with(readiness, service, ready), timeout);
  }

  ProjectOptions startTimeout(Duration most) {
    return new ProjectOptions(files, profiles, env, envFiles, scales, readiness, most);
  }

  private static List<String> with(List<String> some, String one) {
    List<String> all = new ArrayList<>(some);
    all.add(one);
    return List.copyOf(all);
  }

  private static <V> Map<String, V> with(Map<String, V> some, String key, V value) {
    Map<String, V> all = new TreeMap<>(some);
    all.put(key, value);
    return Collections.unmodifiableMap(all);
  }

  /** What messages call the project. */
  String words() {
    return String.join(" with ", files);
  }

  /** What stands for the first file where messages name an image: {@code compose:shop.yml}. */
  String imageName() {
    String file = files.get(0).replaceAll(".*[/\\\\]", "").replaceAll("[^a-zA-Z0-9_.-]", "-");
    return "compose:" + file.replaceAll("^[.-]+", "");
  }

  /** Without values of variables, which may be secrets. */
  @Override
  public String toString() {
    return words() + " " + profiles + " " + env.keySet() + " " + scales;
  }
}
