package dev.mayfly.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes values in DER, the notation of certificates: a tag, a length and the content each. */
final class Der {

  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Der() {}

  /** A value of any tag, with these parts one after the other as its content. */
  static byte[] value(int tag, byte[]... parts) {
    byte[] content = joined(parts);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      byte[] length = BigInteger.valueOf(content.length).toByteArray();
      int first = length[0] == 0 ? 1 : 0; // the sign's
      out.write(0x80 | (length.length - first));
      out.write(length, first, length.length - first);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] sequence(byte[]... parts) {
    return value(0x30, parts);
  }

  static byte[] integer(BigInteger number) {
    return value(0x02, number.toByteArray());
  }

  static byte[] octets(byte[]... parts) {
    return value(0x04, parts);
  }

  /** Bits of which all eight of each byte count. */
  static byte[] bits(byte... content) {
    return value(0x03, new byte[] {0}, content);
  }

  /** Numbered bits of one byte, of which those after the last that is set are left out. */
  static byte[] flags(int set) {
    return value(0x03, new byte[] {(byte) Integer.numberOfTrailingZeros(set), (byte) set});
  }

  static byte[] isTrue() {
    return value(0x01, new byte[] {(byte) 0xFF});
  }

  /** A moment before 2050. */
  static byte[] time(Instant moment) {
    return value(0x17, UTC_TIME.format(moment).getBytes(StandardCharsets.US_ASCII));
  }

  /** An object identifier, such as {@code 2.5.29.17}. */
  static byte[] identifier(String dotted) {
    String[] arcs = dotted.split("\\.");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
    for (int i = 2; i < arcs.length; i++) {
      writeArc(Integer.parseInt(arcs[i]), out);
    }
    return value(0x06, out.toByteArray());
  }

  /** Seven bits a byte, of which all but the last have the highest bit set. */
  private static void writeArc(int arc, ByteArrayOutputStream out) {
    for (int shift = 28; shift > 0; shift -= 7) {
      if (arc >= 1 << shift) {
        out.write(0x80 | (arc >> shift & 0x7F));
      }
    }
    out.write(arc & 0x7F);
  }
}
