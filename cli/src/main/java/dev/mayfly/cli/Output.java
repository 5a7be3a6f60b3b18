package dev.mayfly.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Writes what a command has to say, as text or as JSON. */
final class Output {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final PrintWriter out;
  private final Ansi ansi;

  Output(CommandSpec command) {
    CommandLine line = command.commandLine();
    this.out = line.getOut();
    this.ansi = line.getColorScheme().ansi();
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** Whether what is written goes nowhere. */
  boolean isBroken() {
    return out.checkError();
  }

  /** A line of which the first part has a style of picocli's, such as {@code fg(red)}. */
  void styled(String style, String text, String rest) {
    line(ansi.string("@|" + style + " " + text + "|@") + rest);
  }

  void json(Object value) {
    try {
      line(MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows whose columns begin under each other, the first row in bold. */
  void table(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        int width = row.get(column).length();
        if (column == widths.size()) {
          widths.add(width);
        }
        widths.set(column, Math.max(widths.get(column), width));
      }
    }
    for (int row = 0; row < rows.size(); row++) {
      String text = padded(rows.get(row), widths);
      if (row == 0) {
        styled("bold", text, "");
      } else {
        line(text);
      }
    }
  }

  private static String padded(List<String> row, List<Integer> widths) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      text.append(row.get(column));
      text.append(" ".repeat(widths.get(column) - row.get(column).length() + 2));
    }
    return text.toString().stripTrailing();
  }
}
