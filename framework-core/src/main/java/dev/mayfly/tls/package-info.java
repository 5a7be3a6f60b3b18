/**
 * Certificates for tests: an authority of this JVM, what it issues, and what a client trusts it by.
 *
 * <p>{@link dev.mayfly.tls.TestCertificates} is where to begin; {@link dev.mayfly.CertificateFiles}
 * puts a certificate into a container.
 */
@NullMarked
package dev.mayfly.tls;

import org.jspecify.annotations.NullMarked;
