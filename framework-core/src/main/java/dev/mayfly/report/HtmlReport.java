package dev.mayfly.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The run as one page that needs no network: style, script and data are in it. */
final class HtmlReport {

  private HtmlReport() {}

  static String of(String runJson) throws IOException {
    // A "<" in the data could end the script element it stands in.
    String data = runJson.replace("<", "\\u003c");
    return resource("report.html")
        .replace("@STYLE@", resource("report.css"))
        .replace("@SCRIPT@", resource("report.js"))
        .replace("@RUN@", data);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing from Mayfly's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
