package dev.mayfly.docker;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Puts private keys into PKCS#8 (RFC 5958), the only envelope that the JDK opens: those of PKCS#1
 * for RSA (RFC 8017) and of SEC 1 for elliptic curves (RFC 5915).
 */
final class Pkcs8 {

  private static final byte[] VERSION = {2, 1, 0};
  private static final byte[] RSA = {
    6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
  };
  private static final byte[] ELLIPTIC = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 4;
  private static final int CURVE = 0xa0;

  private Pkcs8() {}

  static byte[] ofRsa(byte[] key) {
    return element(SEQUENCE, VERSION, element(SEQUENCE, RSA), element(OCTETS, key));
  }

  /**
   * @param curve its object identifier, with tag and length
   */
  static byte[] ofCurve(byte[] key, byte[] curve) {
    return element(SEQUENCE, VERSION, element(SEQUENCE, ELLIPTIC, curve), element(OCTETS, key));
  }

  /**
   * Of a key that names its curve: its elements are a version, the secret, the curve and the public
   * key.
   *
   * @throws IllegalArgumentException if it names none
   * @throws IndexOutOfBoundsException if it is cut off
   */
  static byte[] ofCurve(byte[] key) {
    int position = content(key, 0);
    while (position < key.length) {
      int begin = content(key, position);
      int end = begin + length(key, position);
      if ((key[position] & 0xff) == CURVE) {
        return ofCurve(key, Arrays.copyOfRange(key, begin, end));
      }
      position = end;
    }
    throw new IllegalArgumentException("it names no curve");
  }

  private static int content(byte[] der, int element) {
    int first = der[element + 1] & 0xff;
    return element + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int length(byte[] der, int element) {
    int first = der[element + 1] & 0xff;
    int length = first < 0x80 ? first : 0;
    for (int index = element + 2; index < content(der, element); index++) {
      length = (length << 8) | (der[index] & 0xff);
    }
    return length;
  }

  /** A tag, a length and the contents (X.690). */
  private static byte[] element(int tag, byte[]... contents) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] content : contents) {
      all.writeBytes(content);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    int length = all.size();
    if (length >= 0x100) {
      element.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8)});
    } else if (length >= 0x80) {
      element.write(0x81);
    }
    element.write(length);
    element.writeBytes(all.toByteArray());
    return element.toByteArray();
  }
}
