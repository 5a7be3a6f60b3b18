package dev.mayfly.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.GenericContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.runtime.Containers;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.ImmutableCapabilities;
import org.openqa.selenium.remote.RemoteWebDriver;

@Tag("docker")
class BrowserContainerTests {

  private static final String PAGE =
      "<!DOCTYPE html><title>Shop</title><h1>3 books</h1><script>console.error('no price')</script>";

  // tag::example[]
  @Container
  private static final BrowserContainer browser =
      BrowserContainer.of().size(800, 600).language("de_DE.UTF-8");

  // end::example[]

  @Container
  private static final GenericContainer shop =
      GenericContainer.of("busybox:1.35")
          .command(
              "sh", "-c", "mkdir /www; echo \"$PAGE\" >/www/index.html; httpd -f -p 80 -h /www")
          .env("PAGE", PAGE)
          .expose(80);

  private static RemoteWebDriver open() throws Exception {
    return new RemoteWebDriver(
        browser.url().toURL(), new ImmutableCapabilities("browserName", "chrome"), false);
  }

  private static AbstractThrowableAssert<?, ?> assertFailure(BrowserContainer container) {
    try (Containers containers = Containers.open()) {
      return assertThatThrownBy(() -> containers.start(container))
          .isInstanceOf(ContainerStartException.class);
    }
  }

  // tag::example[]
  @Test
  void a_page_of_a_container_beside_it_is_shown_in_its_language_and_size() throws Exception {
    RemoteWebDriver driver = open();
    try {
      driver.get(shop.networkUrl(80).toString());
      assertThat(driver.findElement(By.tagName("h1")).getText()).isEqualTo("3 books");
      assertThat(driver.executeScript("return navigator.language")).isEqualTo("de-DE");
      assertThat(driver.executeScript("return screen.width")).isEqualTo(800L);
    } finally {
      driver.quit();
    }
  }

  // end::example[]

  @RepeatedTest(2)
  void each_test_has_a_session_of_its_own(@Isolated BrowserSession session) throws Exception {
    RemoteWebDriver driver = new AttachedDriver(session);
    driver.get(shop.networkUrl(80).toString());
    assertThat(driver.executeScript("return document.cookie")).isEqualTo("");
    driver.executeScript("document.cookie = 'seen=yes'");
    assertThat(driver.getTitle()).isEqualTo("Shop");
  }

  @Test
  void what_a_session_shows_is_told_with_its_page_and_its_console() throws Exception {
    try (SliceMaker<BrowserSession> maker = browser.slices(browser.running(), "0123456789ab")) {
      String session = maker.make(BrowserSession.of());
      new WebDriver(browser.running()).go(session, shop.networkUrl(80).toString());
      Map<String, byte[]> told = Screens.shown(new WebDriver(browser.running()), session, "");
      assertThat(told).containsOnlyKeys("screen.png", "page.html", "console.txt");
      assertThat(ImageIO.read(new ByteArrayInputStream(told.get("screen.png"))).getWidth())
          .isBetween(400, 800); // a window may be smaller than its screen
      assertThat(new String(told.get("page.html"), UTF_8)).contains("<h1>3 books</h1>");
      assertThat(new String(told.get("console.txt"), UTF_8))
          .contains("page: http://shop")
          .contains("SEVERE")
          .contains("no price");
      maker.drop(session);
      assertThat(maker.isThere(session)).isFalse();
      assertThatThrownBy(() -> maker.drop(session)).hasMessageContaining("Unable to find session");
    }
  }

  @Test
  void an_option_that_its_java_does_not_know_fails_the_start_with_its_words() {
    assertFailure(BrowserContainer.of().customize(spec -> spec.env("SE_JAVA_OPTS", "-XX:Nonsense")))
        .hasMessageContaining("Unrecognized VM option 'Nonsense'");
  }

  @Test
  void an_image_of_another_product_fails_the_start() {
    assertFailure(BrowserContainer.of("busybox:1.35"))
        .hasMessageContaining("it ended with exit code 0 before it was ready");
  }

  @Test
  void what_a_page_that_nobody_opened_shows_is_left_out(@Isolated BrowserSession session)
      throws Exception {
    assertThat(session.commandsUrl()).asString().endsWith("/session/" + session.name());
    List<String> open = new WebDriver(browser.running()).sessions();
    assertThat(open).contains(session.name());
    assertThat(Screens.shown(new WebDriver(browser.running()), session.name(), "")).isEmpty();
  }
}
