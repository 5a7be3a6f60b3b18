package dev.mayfly.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.RunningContainer;
import dev.mayfly.Witness;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What each open session of a browser shows when a test fails: a picture, its page's source, and
 * its address with what pages have logged.
 *
 * <p>Of sessions that a test has closed by then nothing is known. One that can't be pictured, such
 * as behind a dialogue, says why, and has a console.
 */
record Screens() implements Witness<RunningContainer> {

  private static final Set<String> UNOPENED = Set.of("data:,", "about:blank");
  private static final Pattern ENTRY =
      Pattern.compile(
          "\"level\"\\s*:\\s*\"(\\w+)\"\\s*,\\s*\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  @Override
  public Map<String, byte[]> tell(RunningContainer container)
      throws IOException, InterruptedException {
    WebDriver driver = new WebDriver(container);
    Map<String, byte[]> files = new LinkedHashMap<>();
    StringBuilder unshown = new StringBuilder();
    int shown = 0;
    for (String session : driver.sessions()) {
      try {
        Map<String, byte[]> more = shown(driver, session, shown == 0 ? "" : shown + 1 + "-");
        shown += more.isEmpty() ? 0 : 1;
        files.putAll(more);
      } catch (IOException e) {
        unshown.append(session).append(": ").append(e.getMessage()).append('\n');
        unshown.append(console(driver, session));
      }
    }
    if (!unshown.isEmpty()) {
      files.put("unshown.txt", unshown.toString().getBytes(UTF_8));
    }
    return files;
  }

  /** Nothing of a session where no page was opened. */
  static Map<String, byte[]> shown(WebDriver driver, String session, String name)
      throws IOException, InterruptedException {
    String page = driver.text(session, "url");
    if (UNOPENED.contains(page)) {
      return Map.of();
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] picture = Base64.getMimeDecoder().decode(driver.text(session, "screenshot"));
    files.put(name + "screen.png", picture);
    files.put(name + "page.html", driver.text(session, "source").getBytes(UTF_8));
    String told = "session: " + session + "\npage: " + page + "\n\n" + console(driver, session);
    files.put(name + "console.txt", told.getBytes(UTF_8));
    return files;
  }

  private static String console(WebDriver driver, String session) throws InterruptedException {
    try {
      StringBuilder lines = new StringBuilder();
      ENTRY
          .matcher(driver.console(session))
          .results()
          .forEach(
              entry ->
                  lines
                      .append(entry.group(1))
                      .append(' ')
                      .append(Json.plain(entry.group(2)))
                      .append('\n'));
      return lines.toString();
    } catch (IOException e) {
      return "the console is not told: " + e.getMessage() + "\n";
    }
  }
}
