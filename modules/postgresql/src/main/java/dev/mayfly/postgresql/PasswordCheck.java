package dev.mayfly.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;

/** Answers the server's requests for proof that the password is known, during one login. */
final class PasswordCheck {

  private static final int OK = 0;
  private static final int PLAIN = 3;
  private static final int MD5 = 5;
  private static final int SASL = 10;
  private static final int SASL_CONTINUE = 11;
  private static final int SASL_FINAL = 12;

  private final String user;
  private final String password;
  private final Scram scram;

  PasswordCheck(String user, String password) {
    this.user = user;
    this.password = password;
    this.scram = new Scram("", password, UUID.randomUUID().toString());
  }

  /** What to send back to an authentication request; nothing if it is empty. */
  byte[] answer(ByteBuffer request) throws IOException, GeneralSecurityException {
    int kind = request.getInt();
    return switch (kind) {
      case OK, SASL_FINAL -> new byte[0];
      case PLAIN -> (password + "\0").getBytes(UTF_8);
      case MD5 -> md5(request);
      case SASL -> firstSaslMessage();
      case SASL_CONTINUE -> scram.proof(UTF_8.decode(request).toString()).getBytes(UTF_8);
      default ->
          throw new IOException(
              "PostgreSQL asks for authentication of kind "
                  + kind
                  + ", which is not known here; give a readyWhen(…) of your own with customize");
    };
  }

  private byte[] firstSaslMessage() {
    byte[] mechanism = "SCRAM-SHA-256\0".getBytes(UTF_8);
    byte[] first = scram.first().getBytes(UTF_8);
    ByteBuffer message = ByteBuffer.allocate(mechanism.length + 4 + first.length);
    return message.put(mechanism).putInt(first.length).put(first).array();
  }

  private byte[] md5(ByteBuffer salt) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("MD5");
    HexFormat hex = HexFormat.of();
    String known = hex.formatHex(digest.digest((password + user).getBytes(UTF_8)));
    digest.update(known.getBytes(UTF_8));
    digest.update(salt);
    return ("md5" + hex.formatHex(digest.digest()) + "\0").getBytes(UTF_8);
  }
}
