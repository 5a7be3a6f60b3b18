package dev.mayfly.junit;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * As much of a class file as tells which fields its static initialiser writes (The Java Virtual
 * Machine Specification, chapter 4).
 */
final class ClassFile {

  private static final int PUTSTATIC = 0xB3;

  private final Map<Integer, String> texts = new HashMap<>();
  private final Map<Integer, Integer> nameAndTypeOfField = new HashMap<>();
  private final Map<Integer, Integer> nameOfNameAndType = new HashMap<>();
  private byte[] initializer = {};

  private ClassFile() {}

  static ClassFile read(DataInputStream in) throws IOException {
    ClassFile file = new ClassFile();
    in.skipNBytes(8); // magic, version
    file.readConstants(in);
    in.skipNBytes(6); // flags, this class, its superclass
    in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
    file.readMembers(in); // fields
    file.readMembers(in); // methods
    return file;
  }

  private void readConstants(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    for (int index = 1; index < count; index++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts.put(index, in.readUTF());
        case 9 -> {
          in.skipNBytes(2); // the field's class
          nameAndTypeOfField.put(index, in.readUnsignedShort());
        }
        case 12 -> {
          nameOfNameAndType.put(index, in.readUnsignedShort());
          in.skipNBytes(2); // the type
        }
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 3, 4, 10, 11, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          index++; // a long or double takes two places
        }
        default -> throw new IOException("Unknown kind of constant: " + tag);
      }
    }
  }

  private void readMembers(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    for (int member = 0; member < count; member++) {
      in.skipNBytes(2); // flags
      String name = texts.get(in.readUnsignedShort());
      in.skipNBytes(2); // type
      int attributes = in.readUnsignedShort();
      for (int attribute = 0; attribute < attributes; attribute++) {
        String kind = texts.get(in.readUnsignedShort());
        byte[] content = in.readNBytes(in.readInt());
        if ("<clinit>".equals(name) && "Code".equals(kind)) {
          initializer = content;
        }
      }
    }
  }

  /**
   * Whether the static initialiser writes a field of that name. Other bytes that look like such an
   * instruction count too: true may be wrong, false is not.
   */
  boolean initializerWrites(String field) {
    for (int at = 0; at + 2 < initializer.length; at++) {
      if ((initializer[at] & 0xFF) == PUTSTATIC) {
        int index = ((initializer[at + 1] & 0xFF) << 8) | (initializer[at + 2] & 0xFF);
        Integer nameAndType = nameAndTypeOfField.get(index);
        Integer name = nameAndType == null ? null : nameOfNameAndType.get(nameAndType);
        if (name != null && field.equals(texts.get(name))) {
          return true;
        }
      }
    }
    return false;
  }
}
