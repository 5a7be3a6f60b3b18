package dev.mayfly.report;

import dev.mayfly.arguments.Excerpt;
import java.util.Optional;
import java.util.stream.Stream;

/** What one session tells on its build's page: counts, what is wrong, and where its own page is. */
final class SessionSummary {

  private static final int MOST = 50;
  private static final int MOST_BUSY = 10;
  private static final int LONGEST = 600;

  private final RunRecord run;
  private final String folder;
  private final JsonText json = new JsonText();

  private SessionSummary(RunRecord run, String folder) {
    this.run = run;
    this.folder = folder;
  }

  /**
   * On one line.
   *
   * @param module of the build; may be empty
   * @param folder the way from the page's folder to that of the session's page, with a slash at its
   *     end if it is another one
   */
  static String of(RunRecord run, String module, String folder) {
    SessionSummary summary = new SessionSummary(run, folder);
    summary.root(module);
    return summary.json.toString();
  }

  private void root(String module) {
    json.begin('{');
    json.name("session").value(run.session());
    json.name("module").value(module);
    json.name("process").literal(ProcessHandle.current().pid());
    json.name("folder").value(folder);
    json.name("page").value(run.session() + ".html");
    json.name("began").value(run.began().toString());
    json.name("ended").value(run.ended().toString());
    json.name("containers").literal(run.containers().size());
    json.name("failed")
        .literal(run.containers().stream().filter(ContainerRecord::isFailure).count());
    json.name("tests").literal(run.tests().size());
    json.name("failedTests").literal(run.tests().stream().filter(TestRecord::isFailure).count());
    json.name("wrong").begin('[');
    run.containers().stream().filter(ContainerRecord::isFailure).limit(MOST).forEach(this::wrong);
    run.tests().stream().filter(TestRecord::isFailure).limit(MOST).forEach(this::wrong);
    json.end(']');
    strings("problems", run.problems().stream().limit(MOST));
    strings("advice", run.advice().stream().limit(MOST));
    strings("busy", busy());
    json.end('}');
  }

  /** What is being started now. */
  private Stream<String> busy() {
    return run.containers().stream()
        .filter(one -> !run.isOver() && one.ended() == null && one.outcome().equals("starting"))
        .map(one -> one.place() + " (" + one.image() + ")")
        .limit(MOST_BUSY);
  }

  private void wrong(ContainerRecord container) {
    json.begin('{');
    json.name("title").value(container.place());
    json.name("text").value(firstLine(container.failure()));
    json.name("cause").value(advice(container.failure()));
    json.name("frame").value("");
    json.name("container").literal(container.number());
    json.name("hasLog").literal(!container.log().isEmpty());
    strings("files", Stream.of());
    json.end('}');
  }

  private void wrong(TestRecord test) {
    Optional<ContainerRecord> first =
        run.containers().stream().filter(one -> test.containerIds().contains(one.id())).findFirst();
    json.begin('{');
    json.name("title").value(test.shortClass() + "." + test.name());
    json.name("text").value(firstLine(test.failure()));
    json.name("cause").value(shown(FailureText.cause(test.failure())));
    json.name("frame").value(FailureText.frame(test.failure(), test.testClass()));
    json.name("container").literal(first.map(ContainerRecord::number).orElse(0));
    json.name("hasLog").literal(first.filter(one -> !one.log().isEmpty()).isPresent());
    strings("files", test.files().stream());
    json.end('}');
  }

  /** What a failed start's message says to try. */
  private static String advice(String failure) {
    return failure
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("try: "))
        .findFirst()
        .map(SessionSummary::shown)
        .orElse("");
  }

  private static String firstLine(String text) {
    return shown(text.lines().findFirst().orElse(""));
  }

  private static String shown(String text) {
    return Excerpt.of(text, LONGEST);
  }

  private void strings(String name, Stream<String> texts) {
    json.name(name).begin('[');
    texts.forEach(text -> json.value(shown(text)));
    json.end(']');
  }
}
