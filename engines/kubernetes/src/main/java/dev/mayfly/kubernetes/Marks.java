package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How labels, which may be any text, are kept at the objects of a cluster, whose own may not.
 *
 * <p>An annotation has all of them as they are, and is what is believed. A label of the cluster for
 * each makes them quick to find: that of a long or strange one has its digest. Keys of users never
 * become keys there: a Service of somebody else's could select them.
 */
final class Marks {

  /** Whose value is what an object stands for, one of {@link Kinds}. */
  static final String KIND = "mayfly.dev/kind";

  /** Whose value is the id of the container that an object belongs to. */
  static final String CONTAINER = "mayfly.dev/container";

  private static final String ALL = "mayfly.dev/labels";
  private static final String NAME = "mayfly.dev/name";
  private static final String CREATION = "mayfly.dev/creation";
  private static final Pattern OWN_KEY =
      Pattern.compile("dev\\.mayfly\\.[A-Za-z0-9]([A-Za-z0-9_.-]{0,49}[A-Za-z0-9])?");
  private static final Pattern VALUE =
      Pattern.compile("|[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");

  private Marks() {}

  /** What an object can stand for. */
  static final class Kinds {
    static final String CONTAINER = "container";
    static final String REAPER = "reaper";
    static final String NETWORK = "network";
    static final String VOLUME = "volume";

    /** What belongs to one of the others and is never listed. */
    static final String PART = "part";

    private Kinds() {}
  }

  /** The cluster's labels of an object. */
  static Map<String, String> labels(String kind, Map<String, String> all) {
    Map<String, String> labels = new TreeMap<>();
    all.forEach((key, value) -> labels.put(key(key), value(value)));
    labels.put(KIND, kind);
    return labels;
  }

  /**
   * The annotations of an object that is to be made, with what no other one has.
   *
   * @param name what it is called by whoever asked for it
   */
  static Map<String, String> annotations(String name, Map<String, String> all) {
    return Map.of(
        NAME,
        name,
        ALL,
        Serialization.asJson(new TreeMap<>(all)),
        CREATION,
        UUID.randomUUID().toString());
  }

  /** What finds the objects of a kind with a label; any value if {@code value} is null. */
  static String selector(String kind, String label, @Nullable String value) {
    return KIND + "=" + kind + "," + key(label) + (value == null ? "" : "=" + value(value));
  }

  /** All labels of an object, as they were given. */
  static Map<String, String> of(HasMetadata object) {
    Map<String, String> all = new HashMap<>();
    Map<?, ?> read = Serialization.unmarshal(annotation(object, ALL, "{}"), Map.class);
    read.forEach((key, value) -> all.put(String.valueOf(key), String.valueOf(value)));
    return all;
  }

  /** What an object is called by whoever asked for it. */
  static String nameOf(HasMetadata object) {
    return annotation(object, NAME, object.getMetadata().getName());
  }

  /** Whether an object was made as it was asked for there, and not by another request. */
  static boolean areOfOneCreation(HasMetadata made, HasMetadata asked) {
    String creation = annotation(asked, CREATION, "");
    return !creation.isEmpty() && creation.equals(annotation(made, CREATION, ""));
  }

  /** Whether an object is of a kind. */
  static boolean isOf(String kind, HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels != null && kind.equals(labels.get(KIND));
  }

  private static String annotation(HasMetadata object, String key, String otherwise) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations == null ? otherwise : annotations.getOrDefault(key, otherwise);
  }

  private static String key(String key) {
    return OWN_KEY.matcher(key).matches() ? key : "mayfly.dev/key-" + Names.digest(key);
  }

  private static String value(String value) {
    return VALUE.matcher(value).matches() ? value : "digest-" + Names.digest(value);
  }
}
