package dev.mayfly.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The whole keys of settings, line by line. */
final class SettingKeys {

  private static final Pattern LINE =
      Pattern.compile("(\\s*)((?:[\\w\\[\\]-]+\\.)*[\\w-]+)\\s*[:=].*");

  private SettingKeys() {}

  /** One for each line, empty where a line sets nothing. */
  static List<String> of(String path, List<String> lines) {
    boolean nests = !path.endsWith(".properties");
    List<Matcher> above = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (String text : lines) {
      Matcher line = LINE.matcher(text);
      if (!line.matches()) {
        keys.add("");
        continue;
      }
      int indent = line.group(1).length();
      above.removeIf(one -> !nests || one.group(1).length() >= indent);
      above.add(line);
      keys.add(String.join(".", above.stream().map(one -> one.group(2)).toList()));
    }
    return keys;
  }

  /** All but the last part of a key. */
  static String prefix(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('.')));
  }
}
