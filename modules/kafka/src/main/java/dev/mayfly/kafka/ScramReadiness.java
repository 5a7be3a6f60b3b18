package dev.mayfly.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Each broker knows the users for SASL's mechanisms SCRAM too, which it reads from the cluster's
 * log and not from its configuration; a look that misses one has it written there.
 *
 * <p>These two questions have "flexible" versions alone (KIP-482): lengths are one more than they
 * are, in seven bits a byte, and each structure ends with a number of further fields.
 */
record ScramReadiness() implements Readiness {

  private static final short DESCRIBE = 50;
  private static final short ALTER = 51;
  private static final short VERSION = 0;
  private static final int NO_MORE_FIELDS = 0;

  private static final int ITERATIONS = 4096;
  private static final int SALT_BYTES = 16;

  /** A mechanism's number, its iterations, no further fields. */
  private static final long INFO_BYTES = 1 + Integer.BYTES + 1;

  /** A mechanism, with Kafka's number of it. */
  private enum Mechanism {
    SHA_256(1, "PBKDF2WithHmacSHA256", 256),
    SHA_512(2, "PBKDF2WithHmacSHA512", 512);

    private final int number;
    private final String algorithm;
    private final int bits;

    Mechanism(int number, String algorithm, int bits) {
      this.number = number;
      this.algorithm = algorithm;
      this.bits = bits;
    }

    private byte[] salted(String password, byte... salt) throws IOException {
      try {
        PBEKeySpec question = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, bits);
        return SecretKeyFactory.getInstance(algorithm).generateSecret(question).getEncoded();
      } catch (GeneralSecurityException e) {
        throw new IOException("This JVM does not know " + algorithm, e);
      }
    }
  }

  @Override
  public Look look(Probe probe) throws IOException {
    return Brokers.askEach(
        probe, broker -> look(broker, Access.of(probe.env()), Access.users(probe.env())));
  }

  Look look(InetSocketAddress server, Access access, Map<String, String> users) throws IOException {
    try (BrokerConnection broker = BrokerConnection.open(server, access)) {
      Set<String> missing = new HashSet<>(users.keySet());
      missing.removeAll(known(broker));
      if (missing.isEmpty()) {
        return Look.ready();
      }
      String refusals = "";
      for (Mechanism mechanism : Mechanism.values()) { // of a user, one in a request
        refusals +=
            refusal(broker.ask(ALTER, VERSION, request -> write(request, mechanism, users)));
      }
      return Look.notYet("users " + missing + " are not written down yet" + refusals);
    }
  }

  private static String refusal(DataInputStream answer) throws IOException {
    answer.readByte(); // no further fields of the header
    answer.readInt(); // for how long it was throttled
    for (int users = readLength(answer); users > 0; users--) {
      String name = readText(answer);
      short error = answer.readShort();
      String reason = readText(answer);
      answer.readByte();
      if (error != 0) {
        return ": " + name + " is refused, error " + error + ": " + reason;
      }
    }
    return "";
  }

  private static Set<String> known(BrokerConnection broker) throws IOException {
    DataInputStream answer = broker.ask(DESCRIBE, VERSION, ScramReadiness::writeAll);
    answer.readByte(); // no further fields of the header
    answer.readInt(); // for how long it was throttled
    short error = answer.readShort();
    String reason = readText(answer);
    if (error != 0) {
      throw new IOException("the broker does not tell its users, error " + error + ": " + reason);
    }
    Set<String> names = new HashSet<>();
    for (int users = readLength(answer); users > 0; users--) {
      String name = readText(answer);
      answer.readShort(); // what is wrong with it
      readText(answer);
      int mechanisms = readLength(answer);
      answer.skipNBytes(mechanisms * INFO_BYTES);
      answer.readByte();
      if (mechanisms == Mechanism.values().length) {
        names.add(name);
      }
    }
    return names;
  }

  private static void writeAll(DataOutputStream request) throws IOException {
    request.writeByte(NO_MORE_FIELDS); // of the header
    request.writeByte(0); // users: all
    request.writeByte(NO_MORE_FIELDS);
  }

  private static void write(
      DataOutputStream request, Mechanism mechanism, Map<String, String> users) throws IOException {
    request.writeByte(NO_MORE_FIELDS); // of the header
    writeLength(request, 0); // to be deleted
    writeLength(request, users.size());
    for (Map.Entry<String, String> user : users.entrySet()) {
      byte[] salt = new byte[SALT_BYTES];
      new SecureRandom().nextBytes(salt);
      writeBytes(request, user.getKey().getBytes(UTF_8));
      request.writeByte(mechanism.number);
      request.writeInt(ITERATIONS);
      writeBytes(request, salt);
      writeBytes(request, mechanism.salted(user.getValue(), salt));
      request.writeByte(NO_MORE_FIELDS);
    }
    request.writeByte(NO_MORE_FIELDS);
  }

  private static void writeBytes(DataOutputStream request, byte... content) throws IOException {
    writeLength(request, content.length);
    request.write(content);
  }

  private static void writeLength(DataOutputStream request, int length) throws IOException {
    int left = length + 1;
    for (; left > 0x7F; left >>= 7) {
      request.writeByte(0x80 | (left & 0x7F));
    }
    request.writeByte(left);
  }

  private static int readLength(DataInputStream answer) throws IOException {
    int length = 0;
    int part = 0x80;
    for (int shift = 0; part >= 0x80; shift += 7) {
      part = answer.readUnsignedByte();
      length |= (part & 0x7F) << shift;
    }
    return Math.max(0, length - 1);
  }

  private static String readText(DataInputStream answer) throws IOException {
    return new String(answer.readNBytes(readLength(answer)), UTF_8);
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofPort(AdvertisedListeners.PORT);
  }

  @Override
  public String describe() {
    return "the Kafka broker has written down its users";
  }
}
