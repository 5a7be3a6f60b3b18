package dev.mayfly.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException.Phase;
import dev.mayfly.process.JvmMark;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The page of a build as people see it: in a browser. */
@Tag("browser")
@TestInstance(Lifecycle.PER_CLASS)
class IndexPageTests {

  private static final Path PICTURES = Path.of("target", "pictures");

  private Path folder;
  private Browser browser;
  private Path page;

  @BeforeAll
  void open_the_browser() throws Exception {
    folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "browser");
    page = folder.resolve("index.html");
    ImageIO.write(
        new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB),
        "png",
        folder.resolve("screen.png").toFile());
    browser = Browser.open(folder.resolve("profile"));
  }

  @BeforeEach
  void a_screen() throws Exception {
    browser.screen(1280, 900, "light");
  }

  @AfterAll
  void close_the_browser() throws Exception {
    browser.close();
  }

  private static RunEntry failed() {
    RunRecord run =
        MadeUpRun.ofAnOrderService()
            .toRecord()
            .advised(
                List.of(
                    "postgres:16 in place of postgres:15, which the last green run had, for field"
                        + " OrderTests.db.",
                    "field StockTests.search (opensearch:2.11) was ready after 9.4 s; in the last"
                        + " green runs it took 3.3 s at most."));
    return told(run, "orders", true);
  }

  private static RunEntry passed() {
    return told(MadeUpRun.ofMany(12).journal.toRecord("00000000000b"), "modules/stock", true);
  }

  private static RunEntry running() {
    MadeUpRun run = MadeUpRun.ofMany(3);
    run.journal
        .begin("db", "field InvoiceTests.db", ContainerSpec.of("mariadb:10.11"))
        .begins(Phase.IMAGE);
    return told(run.journal.toRecord("00000000000c", false), "modules/invoices", false);
  }

  private static RunEntry killed() {
    RunEntry here =
        told(MadeUpRun.ofMany(2).journal.toRecord("00000000000d", false), "modules/mail", false);
    return new RunEntry(
        here.session(),
        new JvmMark(here.jvm().pid(), here.jvm().start() - 60_000),
        here.started(),
        here.tool(),
        here.processes(),
        here.module(),
        false,
        here.written(),
        here.files(),
        here.summary());
  }

  private static RunEntry told(RunRecord run, String module, boolean isOver) {
    String summary = SessionSummary.of(run, module, "");
    return RunEntry.here(run.session(), module, isOver, List.of(), summary);
  }

  private void show(RunEntry... entries) throws Exception {
    Files.writeString(page, IndexPage.of(List.of(entries)));
    browser.show(page);
  }

  private String text(String selector) throws Exception {
    return browser
        .ask("return document.querySelector(arguments[0]).textContent", selector)
        .asText();
  }

  private double number(String expression) throws Exception {
    return browser.ask("return " + expression).asDouble();
  }

  @Test
  void all_modules_are_counted_and_what_went_wrong_comes_first() throws Exception {
    show(passed(), failed());

    assertThat(text("#totals")).contains("17containers", "1did not start", "1test failed");
    assertThat(text("#wrong-list li:nth-child(2)"))
        .contains(
            "OrderTests.orders_can_be_cancelled()",
            "java.net.ConnectException: Connection refused",
            "at com.example.OrderTests.orders_can_be_cancelled(OrderTests.java:57)",
            "log",
            "screen.png");
    assertThat(text("#run-list")).contains("modules/stock", "passed", "orders", "failed");
    assertThat(text("#advice-list")).contains("postgres:16 in place of postgres:15");
    assertThat(text("#when")).startsWith("ended ");
    assertThat(browser.console()).isEmpty();
    browser.picture(PICTURES.resolve("build-light.png"));
  }

  @Test
  void what_went_wrong_leads_to_its_container_on_the_sessions_page() throws Exception {
    Files.writeString(
        folder.resolve("0123456789ab.html"),
        HtmlReport.of(RunJson.of(MadeUpRun.ofAnOrderService().toRecord())));
    show(failed());

    browser.click("#wrong-list li:nth-child(2) a.whole");

    assertThat(browser.ask("return location.hash").asText()).isEqualTo("#container-1");
    assertThat(text("#detail h2")).isEqualTo("field OrderTests.db");
    browser.click("#all");
    assertThat(browser.ask("return document.title").asText()).isEqualTo("Mayfly build");
  }

  @Test
  void a_build_that_goes_on_loads_itself_again_until_it_has_ended() throws Exception {
    show(passed(), running(), killed());
    assertThat(text("#when")).startsWith("running, as of ");
    assertThat(text("#busy-list")).isEqualTo("field InvoiceTests.db (mariadb:10.11)");
    assertThat(text("#run-list")).contains("ended without a word");
    browser.picture(PICTURES.resolve("build-running.png"));

    Files.writeString(page, IndexPage.of(List.of(passed(), failed())));

    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> text("#when").startsWith("ended "));
  }

  @Test
  void a_jvm_without_a_sign_of_life_is_not_called_running() throws Exception {
    RunEntry silent = running();
    RunEntry before =
        new RunEntry(
            silent.session(),
            silent.jvm(),
            silent.started(),
            silent.tool(),
            silent.processes(),
            silent.module(),
            false,
            Instant.now().minusSeconds(600),
            silent.files(),
            silent.summary());

    show(before);

    assertThat(text("#when")).startsWith("no sign of life since ");
  }

  @Test
  void a_dark_screen_gets_a_dark_page() throws Exception {
    browser.screen(1280, 900, "dark");
    show(passed(), failed(), running(), killed());

    assertThat(browser.ask("return getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo("rgb(18, 22, 28)");
    browser.picture(PICTURES.resolve("build-dark.png"));
  }

  @Test
  void a_phone_shows_it_without_scrolling_sideways() throws Exception {
    browser.screen(360, 740, "light");
    show(passed(), failed(), running());
    browser.picture(PICTURES.resolve("build-phone.png"));
    assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);

    browser.ask("document.getElementById('runs').scrollIntoView()");
    browser.picture(PICTURES.resolve("build-phone-runs.png"));

    browser.screen(360, 740, "dark");
    browser.ask("scrollTo(0, 0)");
    browser.picture(PICTURES.resolve("build-phone-dark.png"));
  }

  @Test
  void nothing_is_asked_of_a_network() throws Exception {
    browser.requests();
    show(passed(), failed());

    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
  }
}
