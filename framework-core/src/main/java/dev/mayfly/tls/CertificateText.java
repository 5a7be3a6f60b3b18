package dev.mayfly.tls;

import static dev.mayfly.tls.Der.bits;
import static dev.mayfly.tls.Der.identifier;
import static dev.mayfly.tls.Der.integer;
import static dev.mayfly.tls.Der.sequence;
import static dev.mayfly.tls.Der.time;
import static dev.mayfly.tls.Der.value;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.security.auth.x500.X500Principal;

/**
 * What an issuer signs: whose key it is, until when, and for what (RFC 5280, 4.1).
 *
 * @param issuer who signs
 * @param subject whose key it is
 * @param key the subject's
 */
record CertificateText(X500Principal issuer, X500Principal subject, PublicKey key) {

  private static final byte[] ALGORITHM = sequence(identifier("1.2.840.10045.4.3.2"));

  /** An engine's clock may be behind. */
  private static final Duration EARLIER = Duration.ofDays(1);

  private static final Duration VALID = Duration.ofDays(365);

  /** The certificate, with extensions that are DER already. */
  X509Certificate signed(PrivateKey issuersKey, byte... extensions)
      throws GeneralSecurityException {
    byte[] text = text(extensions);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(issuersKey);
    signature.update(text);
    byte[] der = sequence(text, ALGORITHM, bits(signature.sign()));
    CertificateFactory reader = CertificateFactory.getInstance("X.509");
    return (X509Certificate) reader.generateCertificate(new ByteArrayInputStream(der));
  }

  private byte[] text(byte... extensions) {
    Instant now = Instant.now();
    byte[] third = value(0xA0, integer(BigInteger.TWO)); // versions count from 0
    return sequence(
        third,
        integer(new BigInteger(127, new SecureRandom()).add(BigInteger.ONE)),
        ALGORITHM,
        issuer.getEncoded(),
        sequence(time(now.minus(EARLIER)), time(now.plus(VALID))),
        subject.getEncoded(),
        key.getEncoded(),
        value(0xA3, extensions));
  }
}
