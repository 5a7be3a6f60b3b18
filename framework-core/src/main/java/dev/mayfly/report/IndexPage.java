package dev.mayfly.report;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The page of a build, made of what each of its sessions has told last. */
final class IndexPage {

  private IndexPage() {}

  static String of(List<RunEntry> entries) throws IOException {
    String runs = entries.stream().map(IndexPage::data).collect(Collectors.joining("\n"));
    return HtmlReport.page("index", runs);
  }

  /** Each is an element of its own, so that one that can't be read spoils no other. */
  private static String data(RunEntry entry) {
    String life = entry.isOver() ? "over" : entry.isAlive() ? "running" : "lost";
    return "<script type=\"application/json\" class=\"run\" data-life=\""
        + life
        + "\" data-written=\""
        + entry.written()
        + "\">"
        + HtmlReport.inScript(entry.summary())
        + "</script>";
  }
}
