/**
 * LocalStack for tests: {@link dev.mayfly.localstack.LocalStackContainer}.
 *
 * <pre>{@code
 * class InvoiceTests {
 *   @Container static final LocalStackContainer aws = LocalStackContainer.of().services("s3");
 *
 *   @Test void stores_an_invoice() {
 *     S3Client s3 =
 *         S3Client.builder()
 *             .endpointOverride(aws.url())
 *             .region(Region.of(aws.region()))
 *             .credentialsProvider(StaticCredentialsProvider.create(
 *                 AwsBasicCredentials.create(aws.accessKey(), aws.secretKey())))
 *             .forcePathStyle(true)
 *             .build();
 *     s3.createBucket(request -> request.bucket("invoices"));
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.localstack;

import org.jspecify.annotations.NullMarked;
