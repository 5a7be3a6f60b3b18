package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.DeclarationException;
import dev.mayfly.Dockerfile;
import dev.mayfly.FileSource;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.Moment;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.FileEntry;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of a description: texts that are the same in every JVM: equal ones are one
 * container for a whole build. Files count by their content. What has no meaning outside its own
 * JVM is refused.
 */
final class CanonicalForm {

  private static final Set<String> VALUES =
      Set.of("java.lang", "java.math", "java.net", "java.time", "java.util");

  /** Options that make no other container of it, and that each JVM sees to for itself. */
  private static final Set<String> OF_ONE_JVM =
      Set.of("keep", "logConsumers", "pull", "secretEnv", "secrets");

  private final ContainerSpec spec;
  private final String place;
  private final @Nullable ContainerEngine engine;
  private final Purpose purpose;
  private final StringBuilder text = new StringBuilder();
  private final List<Part> parts = new ArrayList<>();

  /**
   * One thing that a description says: an option, or one of its variables, labels or files.
   *
   * @param name what people call it: {@code env LANG}
   */
  record Part(String name, String text) {}

  /**
   * What a description is written down for, in words for a refusal.
   *
   * @param refusal completes "it can't be …"
   * @param wayOut what helps beside a record, as part of a sentence
   */
  private record Purpose(String refusal, String wayOut) {
    static final Purpose BUILD =
        new Purpose("shared by all JVMs of a build", "give the container a narrower scope");
    static final Purpose SNAPSHOT =
        new Purpose(
            "kept as a snapshot",
            "name a version, which you raise when it changes: snapshot(SnapshotSpec.of().version(…))");
  }

  /**
   * @param engine that knows which files of a build count; null to read no files at all
   */
  private CanonicalForm(
      ContainerSpec spec, String place, @Nullable ContainerEngine engine, Purpose purpose) {
    this.spec = spec;
    this.place = place;
    this.engine = engine;
    this.purpose = purpose;
  }

  /**
   * Looks whether a description can be written down, without reading files.
   *
   * @throws DeclarationException if part of it, such as a lambda, can't be compared across JVMs;
   *     the message says which
   */
  static void check(ContainerSpec spec, String place) {
    new CanonicalForm(spec, place, null, Purpose.BUILD).write();
  }

  /**
   * Writes a description down.
   *
   * @param engine that knows which files of a build count
   * @throws DeclarationException if part of it, such as a lambda, can't be compared across JVMs, or
   *     a file can't be read; the message says which
   */
  static List<Part> of(ContainerSpec spec, String place, ContainerEngine engine) {
    return new CanonicalForm(spec, place, engine, Purpose.BUILD).write();
  }

  /**
   * Writes down what shapes the state of a container.
   *
   * @throws DeclarationException if part of it can't be compared with an earlier run's, or a file
   *     can't be read; the message says which
   */
  static String ofState(ContainerSpec spec, String place, ContainerEngine engine) {
    return new CanonicalForm(spec, place, engine, Purpose.SNAPSHOT)
        .writeOptions().stream()
            .map(part -> part.name() + "=" + part.text() + "\n")
            .collect(Collectors.joining());
  }

  private List<Part> write() {
    if (Hooks.any(spec, Moment.STOPPING, Moment.STOPPED)) {
      throw new DeclarationException(
          place
              + " ("
              + spec.image().describe()
              + ") can't be shared by all JVMs of a build: it has hooks at its end, which may come when"
              + " none of them is there. Drop the hooks, or give the container a narrower scope.");
    }
    if (spec.hasStableAddress()) {
      throw new DeclarationException(
          place
              + " ("
              + spec.image().describe()
              + ") can't be shared by all JVMs of a build: its stable address is one of this JVM."
              + " Drop stableAddress, or give the container a narrower scope.");
    }
    if (spec.reachesHost()) {
      throw new DeclarationException(
          place
              + " ("
              + spec.image().describe()
              + ") can't be shared by all JVMs of a build: its host ports are led to by this one."
              + " Drop exposeHostPort, or give the container a narrower scope.");
    }
    if (spec.starter() != null) {
      throw new DeclarationException(
          place
              + " ("
              + spec.image().describe()
              + ") can't be shared by all JVMs of a build: something of this JVM starts it. Drop"
              + " startedBy, or give the container a narrower scope.");
    }
    return writeOptions();
  }

  private List<Part> writeOptions() {
    part("image", spec.image());
    Map<String, Object> options = new TreeMap<>(spec.options());
    options.keySet().removeAll(OF_ONE_JVM);
    options.forEach(this::option);
    return List.copyOf(parts);
  }

  /** An option of several entries is told by its entries, so that one that changed can be named. */
  private void option(String name, Object value) {
    if (name.equals("env")) {
      new TreeMap<>(spec.env()).forEach((variable, its) -> part("env " + variable, its));
    } else if (name.equals("labels")) {
      new TreeMap<>(spec.labels()).forEach((label, its) -> part("label " + label, its));
    } else if (name.equals("files")) {
      spec.files().forEach(file -> part("file " + file.containerPath(), file));
    } else {
      part(name, value);
    }
  }

  private void part(String name, @Nullable Object value) {
    write(name, value);
    parts.add(new Part(name, text.toString()));
    text.setLength(0);
  }

  private void write(String name, @Nullable Object value) {
    if (value instanceof ImageName image) {
      quote(image.toString());
    } else if (value instanceof ImageBuild build) {
      write(name, build);
    } else if (value instanceof FileSource source) {
      files(List.of(CopiedFile.of(source, "/source")));
    } else if (value instanceof CopiedFile file) {
      files(List.of(file));
    } else if (value instanceof Optional<?> optional) {
      write(name, optional.orElse(null));
    } else if (value instanceof Map<?, ?> map) {
      sorted(name, map.entrySet().stream().map(e -> List.of(e.getKey(), e.getValue())).toList());
    } else if (value instanceof Set<?> set) {
      sorted(name, set);
    } else if (value instanceof Collection<?> list) {
      each(name, list);
    } else if (value instanceof byte[] bytes) {
      text.append(HexFormat.of().formatHex(bytes));
    } else if (value instanceof Record fields) {
      write(name, fields);
    } else if (value instanceof Enum<?> constant) {
      quote(constant.getDeclaringClass().getName() + "." + constant.name());
    } else if (value == null || value instanceof Path || isPlain(value)) {
      quote(String.valueOf(value));
    } else {
      throw refused(name, value);
    }
  }

  /** Values of the JDK that say in words all that they are. */
  private static boolean isPlain(Object value) {
    return VALUES.contains(value.getClass().getPackageName()) && value instanceof Comparable<?>;
  }

  private void quote(String plain) {
    text.append(EntryText.quoted(plain));
  }

  private void each(String name, Collection<?> elements) {
    text.append('[');
    for (Object element : elements) {
      write(name, element);
      text.append(',');
    }
    text.append(']');
  }

  private void sorted(String name, Collection<?> elements) {
    List<String> written = new ArrayList<>();
    for (Object element : elements) {
      CanonicalForm one = new CanonicalForm(spec, place, engine, purpose);
      one.write(name, element);
      written.add(one.text.toString());
    }
    text.append('{').append(String.join(",", written.stream().sorted().toList())).append('}');
  }

  private void write(String name, Record fields) {
    text.append(fields.getClass().getName()).append('(');
    for (RecordComponent component : fields.getClass().getRecordComponents()) {
      text.append(component.getName()).append('=');
      write(name + ", its " + component.getName(), valueOf(name, fields, component));
      text.append(',');
    }
    text.append(')');
  }

  private @Nullable Object valueOf(String name, Record fields, RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(fields);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new DeclarationException(
          place
              + " can't be "
              + purpose.refusal()
              + ": "
              + name
              + " holds a record "
              + fields.getClass().getName()
              + " that Mayfly may not read ("
              + e
              + "). Open its package to dev.mayfly.core, or make the record public.");
    }
  }

  private void write(String name, ImageBuild build) {
    text.append("build(");
    context(build);
    quote(build.dockerfile());
    Dockerfile written = build.written();
    quote(written == null ? "" : written.text());
    sorted(name, build.arguments().entrySet().stream().map(Object::toString).toList());
    sorted(name, build.labels().entrySet().stream().map(Object::toString).toList());
    quote(String.valueOf(build.target()));
    quote(String.valueOf(build.platform()));
    text.append(')');
  }

  /** What the engine would be sent. */
  private void context(ImageBuild build) {
    if (engine == null) {
      return;
    }
    try {
      entries(ContextFiles.all(build, engine));
    } catch (IOException e) {
      throw new DeclarationException(
          place
              + " can't be started: can't read "
              + build.describe()
              + ": "
              + e.getMessage()
              + ".");
    }
  }

  /** What the container would get, and not where it comes from. */
  private void files(List<CopiedFile> files) {
    if (engine != null) {
      entries(FileEntries.of(files));
    }
  }

  private void entries(List<FileEntry> entries) {
    text.append('<');
    for (FileEntry entry : entries) {
      try {
        text.append(EntryText.of(entry)).append(';');
      } catch (IOException e) {
        throw new DeclarationException(
            place + " can't be started: can't read " + entry.path() + ": " + e.getMessage() + ".");
      }
    }
    text.append('>');
  }

  private DeclarationException refused(String name, Object value) {
    Class<?> type = value.getClass();
    boolean lambda = type.isSynthetic() || type.isHidden();
    return new DeclarationException(
        place
            + " ("
            + spec.image().describe()
            + ") can't be "
            + purpose.refusal()
            + ": its option "
            + name
            + " holds "
            + (lambda ? "a lambda or method reference" : "an object of " + type.getName())
            + ", of which another JVM can't tell whether it is the same. Write it as a record, whose"
            + " fields can be compared, or "
            + purpose.wayOut()
            + ".");
  }
}
