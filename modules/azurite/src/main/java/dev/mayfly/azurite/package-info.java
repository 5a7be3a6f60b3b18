/**
 * Azure's storage for tests: {@link dev.mayfly.azurite.AzuriteContainer}.
 *
 * <pre>{@code
 * class PicturesTests {
 *   @Container static final AzuriteContainer store = AzuriteContainer.of();
 *
 *   @Test void a_picture_is_kept(@Isolated BlobContainers mine) {
 *     BlobServiceClient client = new BlobServiceClientBuilder()
 *         .connectionString(store.connectionString())
 *         .buildClient();
 *     client.createBlobContainer(mine.container("pictures"));
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.azurite;

import org.jspecify.annotations.NullMarked;
