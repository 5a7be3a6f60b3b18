package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.anyOf;
import static dev.mayfly.ready.ReadyWhen.log;
import static dev.mayfly.ready.ReadyWhen.running;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.GenericContainer;
import dev.mayfly.ImageBuild;
import dev.mayfly.LogLine;
import dev.mayfly.Moment;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.report.TestRecord;
import dev.mayfly.runtime.SecretCases.SecretCase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The ways by which a secret may leave; each returns all that can be seen at its end. */
enum WayOut {
  FAILED_START {
    @Override
    String seen(SecretCase given, Path folder) throws Exception {
      try (Session session = new Session(folder, "off")) {
        session.engine.image("db:1").logs(lines(given)).exits(3);
        return trace(catchThrowable(() -> session.start(given.given().apply(DB))));
      }
    }
  },
  LOG_OF_A_FAILED_START {
    @Override
    String seen(SecretCase given, Path folder) throws Exception {
      try (Session session = new Session(folder, "off")) {
        session.engine.image("db:1").logs(lines(given)).exits(3);
        Throwable failure = catchThrowable(() -> session.start(given.given().apply(DB)));
        return ((dev.mayfly.ContainerStartException) failure)
            .log().stream().map(LogLine::text).collect(Collectors.joining("\n"));
      }
    }
  },
  CAUSES_AND_SUPPRESSED {
    @Override
    String seen(SecretCase given, Path folder) throws Exception {
      try (Session session = new Session(folder, "off")) {
        session.engine.image("db:1");
        IOException inner = new IOException(given.said());
        inner.addSuppressed(new IllegalStateException(given.said()));
        ContainerSpec spec =
            given
                .given()
                .apply(DB)
                .when(
                    Moment.CREATED,
                    at -> {
                      throw new IllegalStateException("wrapped", inner);
                    });
        return trace(catchThrowable(() -> session.start(spec)));
      }
    }
  },
  ENGINES_REFUSAL {
    @Override
    String seen(SecretCase given, Path folder) throws Exception {
      try (Session session = new Session(folder, "off")) {
        session.engine.image("db:1");
        session.engine.failNext(
            "createContainer",
            new EngineException(400, given.said(), new IOException(given.said())));
        return trace(catchThrowable(() -> session.start(given.given().apply(DB))));
      }
    }
  },
  DESCRIPTION {
    @Override
    String seen(SecretCase given, Path folder) {
      ContainerSpec spec = given.given().apply(DB).label("said", given.said());
      return spec + "\n" + GenericContainer.of(spec).slot().spec();
    }
  },
  COMMANDS_FAILURE {
    @Override
    String seen(SecretCase given, Path folder) throws Exception {
      try (Session session = new Session(folder, "off")) {
        ExecResult result = session.run(given);
        return result + "\n" + trace(catchThrowable(result::orThrow));
      }
    }
  },
  COMMANDS_TIMEOUT {
    @Override
    String seen(SecretCase given, Path folder) throws Exception {
      try (Session session = new Session(folder, "off")) {
        session.engine.image("db:1");
        RunningContainer db = session.start(quick(given));
        session.engine.failNext("exec", new EngineException(408, "late\nstdout: " + given.said()));
        return trace(catchThrowable(() -> db.exec("ask")));
      }
    }
  },
  COMMANDS_OWN_SECRETS {
    @Override
    String seen(SecretCase given, Path folder) throws Exception {
      try (Session session = new Session(folder, "off")) {
        RunningContainer db = session.startSaying(given, DB);
        ContainerSpec spec = given.given().apply(DB);
        ExecSpec command =
            ExecSpec.of(spec.command() == null ? new String[] {"ask"} : texts(spec.command()));
        for (Map.Entry<String, String> variable : spec.env().entrySet()) {
          command = command.env(variable.getKey(), variable.getValue());
        }
        ExecResult result = db.exec(command);
        boolean isTold = spec.command() != null || !spec.env().isEmpty();
        boolean isMarked = given.name().startsWith("a marked");
        return isTold && !isMarked
            ? command + "\n" + result + trace(catchThrowable(result::orThrow))
            : "";
      }
    }
  },
  REPORT {
    @Override
    String seen(SecretCase given, Path folder) throws Exception {
      try (Session session = new Session(folder, "html,json")) {
        session.engine.image("db:1").logs(lines(given)).exits(3);
        catchThrowable(() -> session.start(given.given().apply(DB)));
        session.containers.orchestrator().journal().test(test(given));
        session.containers.orchestrator().journal().problem(given.said());
      }
      return files(folder);
    }
  },
  CONSOLE {
    @Override
    String seen(SecretCase given, Path folder) throws Exception {
      return printed(
          () -> {
            try (Session session = new Session(folder, "console")) {
              session.engine.image("db:1").logs(lines(given)).exits(3);
              catchThrowable(() -> session.start(given.given().apply(DB)));
              session.containers.orchestrator().journal().problem(given.said());
            }
          });
    }
  },
  EVIDENCE {
    @Override
    String seen(SecretCase given, Path folder) throws Exception {
      try (Session session = new Session(folder, "off")) {
        session.engine.image("db:1").logs(lines(given));
        RunningContainer db = session.start(quick(given));
        return session.containers.orchestrator().evidence(List.of(db), Instant.EPOCH).toString();
      }
    }
  },
  LOGS {
    @Override
    String seen(SecretCase given, Path folder) throws Exception {
      String printed =
          printed(
              () -> {
                try (Session session = new Session(folder, "json", "slf4j,file")) {
                  session.engine.image("db:1").logs(lines(given));
                  session.start(quick(given));
                }
                await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> !isThere("mayfly-log-spoken"));
              });
      return printed + files(folder.resolve("logs"));
    }
  },
  FAILED_HOOK_AND_CONSUMER {
    @Override
    String seen(SecretCase given, Path folder) throws Exception {
      return printed(
          () -> {
            try (Session session = new Session(folder, "off")) {
              session.engine.image("db:1").logs(lines(given));
              session
                  .start(
                      quick(given)
                          .logConsumer(
                              line -> {
                                throw new IllegalStateException(given.said());
                              })
                          .when(
                              Moment.STOPPING,
                              at -> {
                                throw new IOException(given.said(), new IOException(given.said()));
                              }))
                  .close();
            }
            await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> !isThere("mayfly-log-spoken"));
          });
    }
  },
  FAILED_BUILD {
    @Override
    String seen(SecretCase given, Path folder) throws Exception {
      Files.writeString(folder.resolve("Dockerfile"), "FROM busybox\n");
      try (Session session = new Session(folder, "off")) {
        session.engine.failNext("buildImage", new EngineException(500, given.said()));
        ContainerSpec spec = given.given().apply(DB).image(ImageBuild.of(folder));
        return trace(catchThrowable(() -> session.start(spec)));
      }
    }
  };

  private static final ContainerSpec DB = ContainerSpec.of("db:1").readyWhen(log("never said"));

  abstract String seen(SecretCase given, Path folder) throws Exception;

  private static ContainerSpec quick(SecretCase given) {
    ContainerSpec spec = given.given().apply(DB);
    return spec.readyWhen(anyOf(running(), spec.readiness()));
  }

  private static String[] lines(SecretCase given) {
    return given.said().lines().toArray(String[]::new);
  }

  private static String[] texts(List<String> texts) {
    return texts.toArray(String[]::new);
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  private static TestRecord test(SecretCase given) {
    Instant now = Instant.now();
    return new TestRecord(
        "T", given.said(), TestRecord.Outcome.FAILED, now, now, given.said(), List.of());
  }

  private static String files(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  private static boolean isThere(String thread) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(other -> other.getName().equals(thread));
  }

  private interface Work {
    void run() throws Exception;
  }

  /** What is printed meanwhile, where SLF4J's logger of these tests prints too. */
  private static String printed(Work work) throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    try {
      work.run();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** A session on an engine of its own. */
  private static final class Session implements AutoCloseable {

    final InMemoryEngine engine = new InMemoryEngine();
    final Containers containers;

    Session(Path folder, String report) {
      this(folder, report, "");
    }

    Session(Path folder, String report, String logs) {
      containers =
          Containers.on(
              engine,
              Settings.of(
                  Map.of(
                      "mayfly.reaper.enabled",
                      "false",
                      "mayfly.sweep.enabled",
                      "false",
                      "mayfly.report",
                      report,
                      "mayfly.report.dir",
                      folder.toString(),
                      "mayfly.start.timeout",
                      "5s",
                      "mayfly.logs",
                      logs)));
    }

    RunningContainer start(ContainerSpec spec) {
      return containers.orchestrator().start(new StartRequest(spec, "spoken", "field T.db"));
    }

    RunningContainer startSaying(SecretCase given, ContainerSpec spec) {
      byte[] said = given.said().getBytes(StandardCharsets.UTF_8);
      engine.image("db:1").exec((container, command) -> new ExecResult(1, said, said));
      return start(spec.readyWhen(anyOf(running(), spec.readiness())));
    }

    ExecResult run(SecretCase given) {
      return startSaying(given, given.given().apply(DB)).exec("ask");
    }

    @Override
    public void close() {
      containers.close();
    }
  }
}
