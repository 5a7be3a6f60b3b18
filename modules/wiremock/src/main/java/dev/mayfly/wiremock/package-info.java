/**
 * WireMock for tests: {@link dev.mayfly.wiremock.WireMockContainer}.
 *
 * <pre>{@code
 * class ShopTests {
 *   @Container
 *   static WireMockContainer stock =
 *       WireMockContainer.of().mapping(FileSource.resource("stubs/stock.json"));
 *
 *   @Test void asks_the_stock() {
 *     assertThat(new Shop(stock.url()).has("a book")).isTrue();
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.wiremock;

import org.jspecify.annotations.NullMarked;
