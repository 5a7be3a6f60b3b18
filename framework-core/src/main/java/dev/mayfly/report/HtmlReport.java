package dev.mayfly.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The run as one page that needs no network: style, script and data are in it. */
final class HtmlReport {

  private HtmlReport() {}

  static String of(String runJson) throws IOException {
    return page("report", inScript(runJson));
  }

  /** A page of ours with its data. */
  static String page(String name, String data) throws IOException {
    return resource(name + ".html")
        .replace("@STYLE@", resource("report.css"))
        .replace("@SCRIPT@", resource("common.js") + resource(name + ".js"))
        .replace("@RUN@", data);
  }

  /** A "<" in the data could end the script element it stands in. */
  static String inScript(String json) {
    return json.replace("<", "\\u003c");
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
