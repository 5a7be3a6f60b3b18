package dev.mayfly.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads private keys in PEM, of every kind that openssl writes without a password. */
final class PemKey {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s+(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");
  private static final byte[] SAMPLE = {1, 2, 3};

  private PemKey() {}

  /**
   * Reads a key.
   *
   * @throws IOException if there is none that can be used; the message names the file, never a part
   *     of it
   */
  static PrivateKey read(Path file) throws IOException {
    Map<String, String> blocks = new HashMap<>();
    Matcher matcher = BLOCK.matcher(new String(PemFile.read(file), StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      blocks.putIfAbsent(matcher.group(1), matcher.group(2));
    }
    if (blocks.containsKey("ENCRYPTED PRIVATE KEY")
        || blocks.values().stream().anyMatch(body -> body.contains("ENCRYPTED"))) {
      throw new IOException(
          "the key "
              + file
              + " is locked by a password, which no Docker client can be told. Write it without"
              + " one: openssl pkey -in "
              + file
              + " -out key.pem");
    }
    try {
      return key(pkcs8(blocks, file), file);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("the key " + file + " is damaged", e);
    }
  }

  private static byte[] pkcs8(Map<String, String> blocks, Path file) throws IOException {
    if (blocks.containsKey("PRIVATE KEY")) {
      return decoded(blocks, "PRIVATE KEY");
    }
    if (blocks.containsKey("RSA PRIVATE KEY")) {
      return Pkcs8.ofRsa(decoded(blocks, "RSA PRIVATE KEY"));
    }
    if (blocks.containsKey("EC PRIVATE KEY")) {
      byte[] key = decoded(blocks, "EC PRIVATE KEY");
      return blocks.containsKey("EC PARAMETERS")
          ? Pkcs8.ofCurve(key, decoded(blocks, "EC PARAMETERS"))
          : Pkcs8.ofCurve(key);
    }
    throw new IOException("there is no private key in PEM in " + file);
  }

  private static byte[] decoded(Map<String, String> blocks, String type) {
    return Base64.getMimeDecoder().decode(blocks.getOrDefault(type, ""));
  }

  private static PrivateKey key(byte[] pkcs8, Path file) throws IOException {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException another) {
        // the envelope names its algorithm, and only one of them reads it
      }
    }
    throw new IOException(
        "the key " + file + " is damaged, or none of " + String.join(", ", ALGORITHMS));
  }

  /** Whether what the one signs the other knows. */
  static boolean belongs(PrivateKey secret, PublicKey open) throws GeneralSecurityException {
    if (!secret.getAlgorithm().equals(open.getAlgorithm())) {
      return false;
    }
    String algorithm =
        switch (secret.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> secret.getAlgorithm();
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(secret);
    signature.update(SAMPLE);
    byte[] signed = signature.sign();
    signature.initVerify(open);
    signature.update(SAMPLE);
    return signature.verify(signed);
  }
}
