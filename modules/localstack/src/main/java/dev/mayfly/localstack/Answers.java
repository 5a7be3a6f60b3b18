package dev.mayfly.localstack;

import dev.mayfly.ready.Look;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What LocalStack's answers of its own state mean. */
final class Answers {

  private static final Pattern COMPLETED = Pattern.compile("\"completed\"\\s*:\\s*true");
  private static final Pattern SCRIPT = Pattern.compile("\\{[^{}\\[]*}");
  private static final Pattern FAILED = Pattern.compile("\"state\"\\s*:\\s*\"ERROR\"");
  private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]*)\"");
  private static final Pattern SERVICES = Pattern.compile("\"services\"\\s*:\\s*\\{([^}]*)}");
  private static final Pattern STATE = Pattern.compile("\"([a-z0-9-]+)\"\\s*:\\s*\"([a-z]+)\"");

  private Answers() {}

  /** Whether the init scripts have ended, from {@code /_localstack/init/ready}. */
  static Look scripts(String answer) {
    for (Matcher script = SCRIPT.matcher(answer); script.find(); ) {
      if (FAILED.matcher(script.group()).find()) {
        Matcher name = NAME.matcher(script.group());
        return Look.never(
            "its init script %s failed; why is in the log"
                .formatted(name.find() ? name.group(1) : script.group()));
      }
    }
    return COMPLETED.matcher(answer).find()
        ? Look.ready()
        : Look.notYet("its init scripts have not ended: " + answer.strip());
  }

  /**
   * Whether the services can be used, from {@code /_localstack/health}.
   *
   * @param wanted names with commas between them, or empty for none in particular
   */
  static Look services(String answer, String wanted) {
    Map<String, String> states = states(answer);
    for (String service : wanted.isEmpty() ? new String[0] : wanted.split("\\s*,\\s*")) {
      String state = states.get(service);
      if (state == null) {
        return Look.never(
            "it has no service \"%s\"; it has %s".formatted(service, states.keySet()));
      }
      if (!state.equals("available") && !state.equals("running")) {
        return state.equals("error")
            ? Look.never("its service " + service + " could not be started; why is in the log")
            : Look.notYet("its service " + service + " is " + state);
      }
    }
    return Look.ready();
  }

  private static Map<String, String> states(String answer) {
    Map<String, String> states = new TreeMap<>();
    Matcher services = SERVICES.matcher(answer);
    if (services.find()) {
      for (Matcher one = STATE.matcher(services.group(1)); one.find(); ) {
        states.put(one.group(1), one.group(2));
      }
    }
    return states;
  }
}
