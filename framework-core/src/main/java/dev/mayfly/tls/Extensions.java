package dev.mayfly.tls;

import static dev.mayfly.tls.Der.flags;
import static dev.mayfly.tls.Der.identifier;
import static dev.mayfly.tls.Der.isTrue;
import static dev.mayfly.tls.Der.octets;
import static dev.mayfly.tls.Der.sequence;
import static dev.mayfly.tls.Der.value;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;

/** What a certificate says beside whose key it is (RFC 5280, 4.2), also to clients that insist. */
final class Extensions {

  /**
   * A number alone is a name: that of a container is the begin of its id, where it has no other.
   */
  private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]*\\.[0-9.]*|.*:.*");

  private static final int SIGNS_CERTIFICATES = 0x04;
  private static final int SIGNS = 0x80;

  private Extensions() {}

  /** Those of an authority. */
  static byte[] ofAuthority(PublicKey own) throws NoSuchAlgorithmException {
    return sequence(
        critical("2.5.29.19", sequence(isTrue())),
        critical("2.5.29.15", flags(SIGNS_CERTIFICATES)),
        plain("2.5.29.14", octets(keyId(own))));
  }

  /** Those of a server, which may show it as a client too. */
  static byte[] ofServer(PublicKey own, PublicKey issuer, Collection<String> names)
      throws NoSuchAlgorithmException {
    return sequence(
        critical("2.5.29.19", sequence()),
        critical("2.5.29.15", flags(SIGNS)),
        plain("2.5.29.37", purposes()),
        plain("2.5.29.14", octets(keyId(own))),
        plain("2.5.29.35", sequence(value(0x80, keyId(issuer)))),
        plain("2.5.29.17", names(names)));
  }

  private static byte[] purposes() {
    return sequence(identifier("1.3.6.1.5.5.7.3.1"), identifier("1.3.6.1.5.5.7.3.2"));
  }

  private static byte[] names(Collection<String> names) {
    return sequence(names.stream().map(Extensions::name).toArray(byte[][]::new));
  }

  private static byte[] name(String name) {
    if (!IP_ADDRESS.matcher(name).matches()) {
      return value(0x82, name.getBytes(StandardCharsets.US_ASCII));
    }
    try {
      return value(0x87, InetAddress.getByName(name).getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(name + " is no IP address and no host's name.", e);
    }
  }

  private static byte[] keyId(PublicKey key) throws NoSuchAlgorithmException {
    return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()), 20);
  }

  private static byte[] critical(String id, byte[] content) {
    return sequence(identifier(id), isTrue(), octets(content));
  }

  private static byte[] plain(String id, byte[] content) {
    return sequence(identifier(id), octets(content));
  }
}
