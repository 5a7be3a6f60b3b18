package dev.mayfly.azurite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An account's shared access signature, by which a request may list and delete containers of blobs
 * for an hour; as Azure Storage documents it for version 2019-12-12.
 */
final class Signature {

  private static final String VERSION = "2019-12-12";
  private static final String PERMISSIONS = "dl";
  private static final String SERVICES = "b";
  private static final String RESOURCES = "sc";

  private Signature() {}

  /** What a request's query ends with. */
  static String of(Account account) {
    String end = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS).toString();
    String signed =
        String.join(
            "\n",
            account.name(),
            PERMISSIONS,
            SERVICES,
            RESOURCES,
            "",
            end,
            "",
            "http,https",
            VERSION,
            "");
    return "sv=%s&ss=%s&srt=%s&sp=%s&spr=http,https&se=%s&sig=%s"
        .formatted(
            VERSION,
            SERVICES,
            RESOURCES,
            PERMISSIONS,
            end,
            URLEncoder.encode(hash(account.key(), signed), UTF_8));
  }

  private static String hash(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Each JDK has HmacSHA256.", e);
    }
  }
}
