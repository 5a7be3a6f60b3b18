package dev.mayfly.junit;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Durations;
import dev.mayfly.FileSource;
import dev.mayfly.Keep;
import dev.mayfly.ready.Readiness;
import dev.mayfly.ready.ReadyWhen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What an annotation adds to a container's description, read from its texts. */
final class Attributes {

  private static final Pattern FILE = Pattern.compile("(?<source>.+):(?<target>/.*)");
  private static final Pattern ON_THIS_MACHINE = Pattern.compile("(\\.{0,2}/|[a-zA-Z]:[/\\\\]).*");
  private static final Pattern HTTP = Pattern.compile("(:(?<port>\\d{1,5}))?(?<path>/.*)");

  private final Container annotation;

  Attributes(Container annotation) {
    this.annotation = annotation;
  }

  /** The description with all attributes added that can be read; the others are told of. */
  ContainerSpec addTo(ContainerSpec spec, Consumer<String> problems) {
    List<UnaryOperator<ContainerSpec>> steps =
        List.of(
            this::ports,
            this::env,
            this::command,
            this::files,
            this::readiness,
            this::timeout,
            this::engine,
            this::keep);
    ContainerSpec result = spec;
    for (UnaryOperator<ContainerSpec> step : steps) {
      try {
        result = step.apply(result);
      } catch (IllegalArgumentException e) {
        problems.accept(e.getMessage());
      }
    }
    return result;
  }

  /** What can only be said of the whole description. */
  Optional<String> contradiction(ContainerSpec spec) {
    boolean anyPort = annotation.waitForHttp().startsWith("/");
    return anyPort && spec.ports().size() != 1
        ? Optional.of(
            "waitForHttp does not say which port, and these are mapped: "
                + spec.ports()
                + "; write :8080"
                + annotation.waitForHttp())
        : Optional.empty();
  }

  private ContainerSpec ports(ContainerSpec spec) {
    return spec.expose(annotation.ports()).expose(annotation.waitForPort());
  }

  private ContainerSpec env(ContainerSpec spec) {
    ContainerSpec result = spec;
    for (String pair : annotation.env()) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "env \"" + pair + "\" is no variable; write NAME=value.");
      }
      result = result.env(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return result;
  }

  private ContainerSpec command(ContainerSpec spec) {
    return annotation.command().length == 0 ? spec : spec.command(annotation.command());
  }

  private ContainerSpec files(ContainerSpec spec) {
    ContainerSpec result = spec;
    for (String text : annotation.files()) {
      Matcher file = FILE.matcher(text);
      if (!file.matches()) {
        throw new IllegalArgumentException(
            "files \"" + text + "\" can't be read; write source:/path/in/the/container.");
      }
      result = result.copy(source(file.group("source")), file.group("target"));
    }
    return result;
  }

  private static FileSource source(String text) {
    return ON_THIS_MACHINE.matcher(text).matches()
        ? FileSource.path(Path.of(text))
        : FileSource.resource(text);
  }

  private ContainerSpec readiness(ContainerSpec spec) {
    ContainerSpec result = spec;
    List<Readiness> all = new ArrayList<>();
    IntStream.of(annotation.waitForPort()).mapToObj(ReadyWhen::port).forEach(all::add);
    if (!annotation.waitForLog().isEmpty()) {
      all.add(ReadyWhen.log(annotation.waitForLog()));
    }
    if (!annotation.waitForHttp().isEmpty()) {
      Matcher http = HTTP.matcher(annotation.waitForHttp());
      if (!http.matches()) {
        throw new IllegalArgumentException(
            "waitForHttp \""
                + annotation.waitForHttp()
                + "\" can't be read; write /path or :8080/path.");
      }
      int port = http.group("port") == null ? 0 : Integer.parseInt(http.group("port"));
      result = port == 0 ? result : result.expose(port);
      all.add(ReadyWhen.http(http.group("path")).port(port));
    }
    return all.isEmpty()
        ? result
        : result.readyWhen(ReadyWhen.allOf(all.toArray(Readiness[]::new)));
  }

  private ContainerSpec timeout(ContainerSpec spec) {
    return annotation.timeout().isEmpty()
        ? spec
        : spec.startTimeout(duration(annotation.timeout()));
  }

  private ContainerSpec engine(ContainerSpec spec) {
    return annotation.engine().isEmpty() ? spec : spec.engine(annotation.engine());
  }

  private ContainerSpec keep(ContainerSpec spec) {
    return annotation.keep() == Keep.DEFAULT ? spec : spec.keep(annotation.keep());
  }

  static Duration duration(String timeout) {
    return Durations.parse(timeout)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "timeout \"" + timeout + "\" is no duration; write 500ms, 30s, 2m or 1m30s."));
  }
}
