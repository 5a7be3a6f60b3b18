package dev.mayfly.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The client's part of SCRAM-SHA-256 (RFC 7677), without a look at the server's signature: which
 * server it is, is not in question here.
 *
 * @param user empty for PostgreSQL, which knows it already
 * @param password as the user would type it
 * @param nonce different each time
 */
record Scram(String user, String password, String nonce) {

  private static final int KEY_BITS = 256;

  /** The client's first message. */
  String first() {
    return "n,," + firstBare();
  }

  private String firstBare() {
    return "n=" + user + ",r=" + nonce;
  }

  /** The client's last message, which proves that it knows the password. */
  String proof(String serverFirst) throws GeneralSecurityException {
    Map<String, String> server =
        Stream.of(serverFirst.split(","))
            .collect(Collectors.toMap(part -> part.substring(0, 2), part -> part.substring(2)));
    byte[] salt = Base64.getDecoder().decode(server.get("s="));
    byte[] key = hmac(salted(salt, Integer.parseInt(server.get("i="))), "Client Key");
    String last = "c=biws,r=" + server.get("r=");
    byte[] stored = MessageDigest.getInstance("SHA-256").digest(key);
    byte[] proof = hmac(stored, firstBare() + "," + serverFirst + "," + last);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= key[i];
    }
    return last + ",p=" + Base64.getEncoder().encodeToString(proof);
  }

  private byte[] salted(byte[] salt, int iterations) throws GeneralSecurityException {
    char[] prepared = Normalizer.normalize(password, Normalizer.Form.NFKC).toCharArray();
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
        .generateSecret(new PBEKeySpec(prepared, salt, iterations, KEY_BITS))
        .getEncoded();
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }
}
