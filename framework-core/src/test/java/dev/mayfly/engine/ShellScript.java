package dev.mayfly.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes a shell script apart: statements parted by {@code ;} or {@code &}, words, variables. */
final class ShellScript {

  private final String text;
  private final Map<String, String> env;
  private final List<List<String>> statements = new ArrayList<>();
  private List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;

  private ShellScript(String text, Map<String, String> env) {
    this.text = text;
    this.env = env;
  }

  static List<List<String>> statements(String text, Map<String, String> env) {
    return new ShellScript(text, env).parse();
  }

  private List<List<String>> parse() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        int end = text.indexOf(c, at + 1);
        inWord = true;
        word.append(c == '"' ? expand(text.substring(at + 1, end)) : text.substring(at + 1, end));
        at = end + 1;
      } else if (text.startsWith(">&2", at)) {
        endWord();
        words.add(">&2");
        at += 3;
      } else {
        plain(c);
        at++;
      }
    }
    endStatement();
    return statements;
  }

  private void plain(char c) {
    if (c == ';' || c == '&' || c == '\n') {
      endStatement();
    } else if (c == ' ') {
      endWord();
    } else {
      inWord = true;
      word.append(c);
    }
  }

  private void endWord() {
    if (inWord) {
      String whole = word.toString();
      words.add(whole.startsWith("$") ? expand(whole) : whole);
    }
    inWord = false;
    word.setLength(0);
  }

  private String expand(String quoted) {
    String expanded = quoted;
    for (Map.Entry<String, String> variable : env.entrySet()) {
      expanded = expanded.replace("$" + variable.getKey(), variable.getValue());
    }
    return expanded.startsWith("$") ? "" : expanded;
  }

  private void endStatement() {
    endWord();
    if (!words.isEmpty()) {
      statements.add(words);
    }
    words = new ArrayList<>();
  }
}
