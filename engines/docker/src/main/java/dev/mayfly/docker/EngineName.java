package dev.mayfly.docker;

import java.util.regex.Pattern;

/**
 * What a user calls an engine: its address, or {@code context:} and the name of one of the {@code
 * docker} command's contexts.
 *
 * @param text without blanks around it
 * @param origin where it stands, for messages
 */
record EngineName(String text, String origin) {

  private static final String CONTEXT = "context:";
  private static final Pattern WRITTEN =
      Pattern.compile("(?s)\\s*((unix|tcp|https?|ssh|npipe)://|" + CONTEXT + ").*");

  EngineName {
    text = text.strip();
  }

  /** The name of a context, as the command has it. */
  static EngineName context(String name, String origin) {
    return new EngineName(CONTEXT + name, origin);
  }

  /** Whether a text is meant to be one, that can be used or not, and no name of an adapter. */
  static boolean matches(String text) {
    return WRITTEN.matcher(text).matches();
  }

  boolean isContext() {
    return text.startsWith(CONTEXT);
  }

  String context() {
    return text.substring(CONTEXT.length());
  }

  /** Whether it is the context without files, which stands for there being none. */
  boolean isDefaultContext() {
    return isContext() && context().equals("default");
  }
}
