package dev.mayfly.docker;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What TLS is spoken with, as Docker's clients are told: files in PEM.
 *
 * @param authority whose signature the engine's certificate must bear, or null for the authorities
 *     that the JDK trusts
 * @param certificate that the engine is shown, or null if it asks for none; more may follow it up
 *     to the authority
 * @param key the private key of that certificate, or null with no certificate
 * @param verifies whether the engine's certificate and name are looked at
 */
record TlsFiles(
    @Nullable Path authority, @Nullable Path certificate, @Nullable Path key, boolean verifies) {}
