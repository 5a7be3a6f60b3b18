/**
 * Browsers for tests: {@link dev.mayfly.browser.BrowserContainer}.
 *
 * <pre>{@code
 * class OrderPageTests {
 *   @Container static final BrowserContainer browser = BrowserContainer.of();
 *
 *   @Test void an_order_is_shown() throws Exception {
 *     WebDriver driver = new RemoteWebDriver(browser.url().toURL(), new ChromeOptions());
 *     driver.get("http://shop:8080/orders");
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.browser;

import org.jspecify.annotations.NullMarked;
