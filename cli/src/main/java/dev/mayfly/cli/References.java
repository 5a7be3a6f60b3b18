package dev.mayfly.cli;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;

/** Finds the names of the classes that a class file refers to, in its constants. */
final class References {

  private static final int UTF8 = 1; // kinds of constants, by JVMS 4.4
  private static final int CLASS = 7;

  /** How annotations and their class values are told, as types of fields and methods are. */
  private static final Pattern DESCRIPTOR = Pattern.compile("L([^;<>()\\[.:\\s]+);");

  private References() {}

  /** All, by their internal names, and some texts that look like one. */
  static Set<String> of(byte[] bytes) {
    return ClassFiles.read(bytes, reader -> of(reader, bytes));
  }

  private static Set<String> of(ClassReader reader, byte[] bytes) {
    Set<String> names = new HashSet<>();
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      int kind = at > 0 ? reader.readByte(at - 1) : 0;
      if (kind == CLASS) {
        String name = reader.readUTF8(at, buffer);
        if (name != null && !name.startsWith("[")) {
          names.add(name);
        }
      } else if (kind == UTF8) {
        int length = reader.readUnsignedShort(at);
        Matcher types =
            DESCRIPTOR.matcher(new String(bytes, at + 2, length, StandardCharsets.UTF_8));
        types.results().forEach(type -> names.add(type.group(1)));
      }
    }
    return names;
  }

  /** What a class extends and implements. */
  static List<String> ofKind(byte[] bytes) {
    return ClassFiles.read(
        bytes,
        reader ->
            Stream.concat(
                    Stream.ofNullable(reader.getSuperName()), Stream.of(reader.getInterfaces()))
                .toList());
  }
}
