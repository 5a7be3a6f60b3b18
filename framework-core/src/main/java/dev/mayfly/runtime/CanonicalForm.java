package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.DeclarationException;
import dev.mayfly.FileSource;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.Moment;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileNames;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of a description: a text that is the same in every JVM: equal texts are one
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
  static String of(ContainerSpec spec, String place, ContainerEngine engine) {
    return new CanonicalForm(spec, place, engine, Purpose.BUILD).write();
  }

  /**
   * Writes down what shapes the state of a container.
   *
   * @throws DeclarationException if part of it can't be compared with an earlier run's, or a file
   *     can't be read; the message says which
   */
  static String ofState(ContainerSpec spec, String place, ContainerEngine engine) {
    return new CanonicalForm(spec, place, engine, Purpose.SNAPSHOT).writeOptions();
  }

  private String write() {
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

  private String writeOptions() {
    value("image", spec.image());
    Map<String, Object> options = new TreeMap<>(spec.options());
    options.keySet().removeAll(OF_ONE_JVM);
    options.forEach(this::value);
    return text.toString();
  }

  private void value(String name, @Nullable Object value) {
    text.append(name).append('=');
    write(name, value);
    text.append('\n');
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
    text.append('"').append(plain.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
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
    sorted(name, build.arguments().entrySet().stream().map(Object::toString).toList());
    quote(String.valueOf(build.target()));
    text.append(')');
  }

  /** What the engine would be sent. */
  private void context(ImageBuild build) {
    if (engine == null) {
      return;
    }
    try {
      List<CopiedFile> sent = new ArrayList<>();
      for (String name : engine.buildFiles(build)) {
        Path file = FileNames.resolve(build.context(), name);
        if (Files.isSymbolicLink(file)) {
          quote(name + " to " + Files.readSymbolicLink(file));
        } else {
          sent.add(CopiedFile.of(FileSource.path(file), "/" + name));
        }
      }
      files(sent);
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
    if (engine == null) {
      return;
    }
    text.append('<');
    for (FileEntry entry : FileEntries.of(files)) {
      quote(entry.path());
      text.append(' ').append(entry.kind()).append(' ').append(entry.mode());
      text.append(' ').append(entry.userId()).append(':').append(entry.groupId());
      text.append(' ').append(contentOf(entry));
      quote(entry.linkTarget());
      text.append(';');
    }
    text.append('>');
  }

  private String contentOf(FileEntry entry) {
    try {
      return Digest.of(entry.content().open());
    } catch (IOException e) {
      throw new DeclarationException(
          place + " can't be started: can't read " + entry.path() + ": " + e.getMessage() + ".");
    }
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
