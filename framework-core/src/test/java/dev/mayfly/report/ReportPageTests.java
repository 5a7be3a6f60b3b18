package dev.mayfly.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The report's page as people see it: in a browser. */
@Tag("browser")
@TestInstance(Lifecycle.PER_CLASS)
class ReportPageTests {

  private static final Path PICTURES = Path.of("target", "pictures");
  private static final String SHOWN =
      "return [...document.querySelectorAll('.row:not([hidden]) b')].map(each => each.textContent)";

  private Path folder;
  private Browser browser;
  private Path page;

  @BeforeAll
  void open_the_browser() throws Exception {
    folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "browser");
    page = folder.resolve("run.html");
    Files.writeString(page, HtmlReport.of(RunJson.of(MadeUpRun.ofAnOrderService().toRecord())));
    ImageIO.write(
        new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB),
        "png",
        folder.resolve("screen.png").toFile());
    browser = Browser.open(folder.resolve("profile"));
  }

  @BeforeEach
  void load_the_page() throws Exception {
    browser.screen(1280, 900, "light");
    browser.show(page);
  }

  @AfterAll
  void close_the_browser() throws Exception {
    browser.close();
  }

  @Test
  void each_container_has_a_row_with_its_phases_and_tests() throws Exception {
    assertThat(shown())
        .containsExactly(
            "OrderTests.db", "OrderTests.cache", "StockTests.broker", "shop", "StockTests.search");
    assertThat(number("document.querySelectorAll('#c1 i.pull, #c1 i.create, #c1 i.start').length"))
        .isEqualTo(3);
    assertThat(number("document.querySelectorAll('#c1 i.test').length")).isEqualTo(3);
    assertThat(number("document.querySelectorAll('#axis span').length")).isGreaterThan(3);
    assertThat(
            browser
                .ask("return getComputedStyle(document.getElementById('c1')).backgroundColor")
                .asText())
        .as("a row has no colour of its own")
        .isEqualTo("rgba(0, 0, 0, 0)");
    browser.picture(PICTURES.resolve("light.png"));
  }

  @Test
  void the_axis_begins_where_the_first_container_begins() throws Exception {
    assertThat(
            number(
                "document.querySelector('#c1 i.pull').getBoundingClientRect().left"
                    + " - document.querySelector('#axis span').getBoundingClientRect().left"))
        .isBetween(-1.0, 1.0);
  }

  @Test
  void the_axis_of_a_long_run_counts_minutes_and_seconds() throws Exception {
    assertThat(axis(133_000))
        .containsExactly("0", "20 s", "40 s", "1 min", "1 min 20 s", "1 min 40 s", "2 min");
    assertThat(axis(3_700_000)).startsWith("0", "10 min", "20 min");
    assertThat(axis(4_000)).startsWith("0", "500 ms", "1 s", "1.5 s");
  }

  @Test
  void a_duration_is_never_sixty_seconds() throws Exception {
    assertThat(
            browser.ask("return [59949, 59999, 119499, 119999, 70000].map(time).join()").asText())
        .isEqualTo("59.9 s,1 min 0 s,1 min 59 s,2 min 0 s,1 min 10 s");
  }

  private List<String> axis(long millis) throws Exception {
    String run = RunJson.of(MadeUpRun.ofAnOrderService().toRecord());
    Path longer = folder.resolve("longer.html");
    Files.writeString(
        longer,
        HtmlReport.of(run.replaceFirst("\"durationMs\":[0-9]+", "\"durationMs\":" + millis)));
    browser.show(longer);
    List<String> labels = new ArrayList<>();
    browser
        .ask("return [...document.querySelectorAll('#axis span')].map(one => one.textContent)")
        .forEach(label -> labels.add(label.asText()));
    return labels;
  }

  @Test
  void a_test_lies_over_the_time_in_which_its_container_was_ready() throws Exception {
    assertThat(
            browser
                .ask(
                    "const box = name => document.querySelector('#c4 i.' +"
                        + " name).getBoundingClientRect();const up = box('up'), test ="
                        + " box('test');return up.left - 1 <= test.left && test.right <= up.right +"
                        + " 3 && box('wait').right <= up.left + 3 && test.width > 10")
                .asBoolean())
        .isTrue();
  }

  @Test
  void the_search_leaves_the_containers_that_have_all_words() throws Exception {
    browser.type("#text", "redis cancelled");

    assertThat(shown()).containsExactly("OrderTests.cache");
    assertThat(text("#shown")).isEqualTo("1 of 5 containers");
  }

  @Test
  void the_filters_choose_by_image_and_by_outcome() throws Exception {
    choose("outcome", "failed");
    assertThat(shown()).containsExactly("StockTests.broker");

    choose("outcome", "test-failed");
    assertThat(shown()).containsExactly("OrderTests.db", "OrderTests.cache");

    choose("image", "redis:7.0");
    assertThat(shown()).containsExactly("OrderTests.cache");

    choose("outcome", "failed");
    assertThat(shown()).isEmpty();
    assertThat(text("#none")).isEqualTo("No container fits the filter.");
  }

  @Test
  void a_click_shows_the_failure_and_the_log_without_secrets() throws Exception {
    browser.click("#c3");

    assertThat(text("#failure")).contains("did not start: it ended with exit code 1");
    assertThat(text("#log")).contains("ERROR listener PLAINTEXT has no password ***");
    assertThat(text("#detail")).contains("SERVICE_PASSWORD").doesNotContain("geheim12");
    browser.picture(PICTURES.resolve("detail.png"));
  }

  @Test
  void what_went_wrong_tells_the_cause_the_users_line_and_the_log() throws Exception {
    assertThat(text("#wrong-list li:nth-child(1) .cause"))
        .isEqualTo("try: read the log below: the program ended by itself.");
    assertThat(text("#wrong-list li:nth-child(2) .cause"))
        .isEqualTo("java.net.ConnectException: Connection refused");
    assertThat(text("#wrong-list li:nth-child(2) .frame"))
        .isEqualTo("at com.example.OrderTests.orders_can_be_cancelled(OrderTests.java:57)");

    browser.click("#wrong-list li:nth-child(2) .links a");

    assertThat(text("#detail h2")).isEqualTo("field OrderTests.db");
    assertThat(browser.ask("return document.activeElement.id").asText()).isEqualTo("log");
  }

  @Test
  void an_address_is_copied_by_a_click() throws Exception {
    browser.click("#c1");
    browser.devTools(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));

    browser.click("#detail dd .copy");

    assertThat(text("#detail")).contains("localhost:49152");
    assertThat(text("#detail dd .copy")).isEqualTo("copied");
  }

  @Test
  void a_mark_of_what_somebody_did_has_not_the_colour_of_a_failure() throws Exception {
    assertThat(colour("#c2 i.stop")).isNotEqualTo(colour("#c1 i.failed"));
  }

  private String colour(String selector) throws Exception {
    return browser
        .ask(
            "return getComputedStyle(document.querySelector(arguments[0])).backgroundColor",
            selector)
        .asText();
  }

  @Test
  void a_picture_that_a_witness_took_is_shown() throws Exception {
    browser.click("#c1");

    assertThat(
            number(
                "new Promise(told => { const look = () => { const all ="
                    + " document.querySelector('img.told'); all && all.complete ? told(all.naturalWidth)"
                    + " : setTimeout(look, 20) }; look() })"))
        .isEqualTo(2);
  }

  @Test
  void a_failed_test_is_named_on_top_and_leads_to_its_container() throws Exception {
    browser.click("#wrong-list li:nth-child(2) button");

    assertThat(text("#detail h2")).isEqualTo("field OrderTests.db");
    assertThat(text("#detail pre.failure")).contains("but was: OPEN </script><b>");
    assertThat(text("#log")).contains("ERROR: deadlock detected");
  }

  @Test
  void an_address_can_lead_to_a_container() throws Exception {
    browser.click("#c4");
    String address = browser.ask("return location.hash").asText();
    browser.ask("location.reload()");

    assertThat(address).isEqualTo("#container-4");
    assertThat(text("#detail h2")).isEqualTo("parameter shop");
  }

  @Test
  void the_keyboard_alone_is_enough() throws Exception {
    browser.ask("document.getElementById('c1').focus()");
    keys("ArrowDown", "ArrowDown");
    assertThat(browser.ask("return document.activeElement.id").asText()).isEqualTo("c3");

    browser.ask("document.activeElement.click()");
    assertThat(browser.ask("return document.getElementById('detail').hidden").asBoolean())
        .isFalse();

    keys("Escape");
    assertThat(browser.ask("return document.getElementById('detail').hidden").asBoolean()).isTrue();
    assertThat(browser.ask("return document.activeElement.id").asText()).isEqualTo("c3");
  }

  @Test
  void a_dark_screen_gets_a_dark_page() throws Exception {
    String light = background();
    browser.screen(1280, 900, "dark");
    browser.click("#c1");

    assertThat(light).isEqualTo("rgb(246, 247, 249)");
    assertThat(background()).isEqualTo("rgb(18, 22, 28)");
    browser.picture(PICTURES.resolve("dark.png"));
  }

  @Test
  void a_phone_shows_it_without_scrolling_sideways() throws Exception {
    browser.screen(360, 740, "light");
    browser.show(page);
    browser.picture(PICTURES.resolve("phone.png"));
    assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);

    browser.click("#c1");
    browser.picture(PICTURES.resolve("phone-detail.png"));
    assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
    assertThat(number("document.getElementById('detail').getBoundingClientRect().right"))
        .isLessThanOrEqualTo(360);
  }

  @Test
  void nothing_is_asked_of_a_network_and_the_console_stays_empty() throws Exception {
    browser.requests();
    browser.console();
    browser.show(page);
    browser.click("#c3");
    browser.type("#text", "a");

    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
  }

  @Test
  void two_thousand_containers_can_be_searched() throws Exception {
    Path many = folder.resolve("many.html");
    Files.writeString(many, HtmlReport.of(RunJson.of(MadeUpRun.ofMany(2000).toRecord())));
    browser.show(many);

    browser.type("#text", "class1234tests");

    assertThat(shown()).containsExactly("Class1234Tests.db");
    assertThat(browser.console()).isEmpty();
  }

  private List<String> shown() throws Exception {
    List<String> names = new java.util.ArrayList<>();
    browser.ask(SHOWN).forEach(name -> names.add(name.asText()));
    return names;
  }

  private void choose(String id, String value) throws Exception {
    browser.ask(
        "const all = document.getElementById(arguments[0]); all.value = arguments[1];"
            + "all.dispatchEvent(new Event('input'))",
        id,
        value);
  }

  private void keys(String... names) throws Exception {
    for (String name : names) {
      browser.devTools("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", name));
      browser.devTools("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", name));
    }
  }

  private String text(String selector) throws Exception {
    return browser
        .ask("return document.querySelector(arguments[0]).textContent", selector)
        .asText();
  }

  private String background() throws Exception {
    return browser.ask("return getComputedStyle(document.body).backgroundColor").asText();
  }

  private double number(String expression) throws Exception {
    return browser.ask("return " + expression).asDouble();
  }
}
