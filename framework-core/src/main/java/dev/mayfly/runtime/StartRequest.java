package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import java.util.List;
import java.util.Map;

/**
 * A container to start, and how to call it.
 *
 * @param spec its description
 * @param aliases its names on its networks; none for a container that nobody looks up by name
 * @param place where it was declared, for messages: {@code field OrderTests.db}
 * @param needs the containers that it depends on: their ids, by the names that it finds them under
 * @param marks labels of Mayfly's own that it gets beside those of its session
 * @param ahead whether it is not needed yet, and is started again when it is if this fails
 */
public record StartRequest(
    ContainerSpec spec,
    List<String> aliases,
    String place,
    Map<String, String> needs,
    Map<String, String> marks,
    boolean ahead) {

  public StartRequest {
    aliases = List.copyOf(aliases);
    needs = Map.copyOf(needs);
    marks = Map.copyOf(marks);
  }

  /** A container that is needed now. */
  public StartRequest(
      ContainerSpec spec,
      List<String> aliases,
      String place,
      Map<String, String> needs,
      Map<String, String> marks) {
    this(spec, aliases, place, needs, marks, false);
  }

  /** A container that is marked by its session's labels alone. */
  public StartRequest(
      ContainerSpec spec, List<String> aliases, String place, Map<String, String> needs) {
    this(spec, aliases, place, needs, Map.of());
  }

  /** A container that depends on none. */
  public StartRequest(ContainerSpec spec, List<String> aliases, String place) {
    this(spec, aliases, place, Map.of());
  }

  public StartRequest(ContainerSpec spec, String alias, String place) {
    this(spec, List.of(alias), place);
  }

  /** The same before it is needed. */
  public StartRequest aheadOfTime() {
    return new StartRequest(spec, aliases, place, needs, marks, true);
  }

  /** The same under other names. */
  public StartRequest known(List<String> names) {
    return new StartRequest(spec, names, place, needs, marks, ahead);
  }

  /** The same of another description. */
  public StartRequest of(ContainerSpec other) {
    return new StartRequest(other, aliases, place, needs, marks, ahead);
  }

  /** The same with other marks. */
  StartRequest marked(Map<String, String> other) {
    return new StartRequest(spec, aliases, place, needs, other, ahead);
  }

  /** The same on an engine. */
  StartRequest on(String engine) {
    return of(spec.engine(engine));
  }

  /** What it is called: the first of its names, or {@code container}. */
  public String alias() {
    return aliases.isEmpty() ? "container" : aliases.get(0);
  }
}
