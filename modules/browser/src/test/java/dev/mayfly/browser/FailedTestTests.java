package dev.mayfly.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What is left of a test that failed with a browser. */
@Tag("docker")
class FailedTestTests {

  static class OrdersTestCase {
    @Container static final BrowserContainer browser = BrowserContainer.of().size(640, 480);

    @Test
    void an_order_is_shown(@Isolated BrowserSession session) throws Exception {
      AttachedDriver driver = new AttachedDriver(session);
      driver.get("data:text/html,<h1>No orders</h1><script>console.error('broken')</script>");
      assertThat(driver.getPageSource()).contains("a book");
    }
  }

  @Test
  void its_picture_page_and_console_lie_beside_the_log_and_are_in_the_report(@TempDir Path folder)
      throws Exception {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(OrdersTestCase.class))
            .configurationParameter("mayfly.report.dir", folder.toString())
            .build();
    try (LauncherSession session = LauncherFactory.openSession()) {
      session.getLauncher().execute(request);
    }
    Path kept = folder.resolve(OrdersTestCase.class.getName());
    try (Stream<Path> files = Files.walk(kept)) {
      assertThat(files.filter(Files::isRegularFile))
          .extracting(file -> file.getFileName().toString())
          .contains(
              "browser.log", "browser-screen.png", "browser-page.html", "browser-console.txt");
    }
    Path test = kept.resolve("an_order_is_shown-BrowserSession");
    assertThat(test.resolve("browser-page.html")).content().contains("<h1>No orders</h1>");
    assertThat(test.resolve("browser-console.txt")).content().contains("broken");
  }
}
