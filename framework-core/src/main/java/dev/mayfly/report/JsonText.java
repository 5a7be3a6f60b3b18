package dev.mayfly.report;

/** Text in JSON's notation, put together piece by piece. Not thread-safe. */
final class JsonText {

  private final StringBuilder text = new StringBuilder();
  private boolean isFirst = true;

  /** Begins an object or an array, as the value after a name, an element, or the whole. */
  JsonText begin(char bracket) {
    separate();
    text.append(bracket);
    isFirst = true;
    return this;
  }

  JsonText end(char bracket) {
    text.append(bracket);
    isFirst = false;
    return this;
  }

  /** The name of what comes next. */
  JsonText name(String name) {
    value(name);
    text.append(':');
    isFirst = true;
    return this;
  }

  JsonText value(String value) {
    separate();
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      character(value.charAt(i));
    }
    text.append('"');
    return this;
  }

  /** A number, {@code true}, {@code false} or {@code null}, as it is to stand there. */
  JsonText literal(Object value) {
    separate();
    text.append(value);
    return this;
  }

  private void separate() {
    if (!isFirst) {
      text.append(',');
    }
    isFirst = false;
  }

  /** Half a surrogate pair is no text in UTF-8, so it is written as what it is. */
  private void character(char c) {
    switch (c) {
      case '"', '\\' -> text.append('\\').append(c);
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (c < ' ' || Character.isSurrogate(c)) {
          text.append("\\u%04x".formatted((int) c));
        } else {
          text.append(c);
        }
      }
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
