/**
 * Elasticsearch and OpenSearch for tests: {@link dev.mayfly.elasticsearch.ElasticsearchContainer}
 * and {@link dev.mayfly.elasticsearch.OpenSearchContainer}.
 *
 * <pre>{@code
 * class SearchTests {
 *   @Container static ElasticsearchContainer search;
 *
 *   @Test void finds_a_book(@Isolated SearchIndices indices) throws IOException {
 *     try (RestClient client = RestClient.builder(HttpHost.create(search.url().toString())).build()) {
 *       Request put = new Request("PUT", "/" + indices.index("books") + "/_doc/1?refresh=true");
 *       put.setJsonEntity("{\"title\": \"Mayflies\"}");
 *       client.performRequest(put);
 *     }
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.elasticsearch;

import org.jspecify.annotations.NullMarked;
