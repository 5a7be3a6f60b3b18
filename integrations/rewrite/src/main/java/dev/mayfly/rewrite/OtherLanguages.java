package dev.mayfly.rewrite;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.openrewrite.Column;
import org.openrewrite.DataTable;
import org.openrewrite.ExecutionContext;
import org.openrewrite.Recipe;

/**
 * Tells of the files in Kotlin, Groovy and Scala that name Testcontainers: they are left, and no
 * comment in them says so. Whoever runs the recipe reads it in the log, and in a table of its
 * results.
 */
final class OtherLanguages extends DataTable<OtherLanguages.Row> {

  private static final Logger LOG = System.getLogger("dev.mayfly.rewrite");
  private static final String WHY = "the recipe moves Java alone; its build keeps Testcontainers";
  private static final int SHOWN = 5;

  OtherLanguages(Recipe recipe) {
    super(recipe, "Files that are left", "Files in other languages that name Testcontainers.");
  }

  /** One file. */
  public record Row(
      @Column(displayName = "File", description = "Its path.") String file,
      @Column(displayName = "Why", description = "Why it is left.") String why) {}

  static boolean isOne(String path) {
    return path.matches(".*\\.(kt|groovy|scala)");
  }

  void tell(List<String> files, ExecutionContext context) {
    files.forEach(file -> insertRow(context, new Row(file, WHY)));
    if (!files.isEmpty()) {
      String more = files.size() > SHOWN ? ", …" : "";
      LOG.log(
          Level.WARNING,
          "{0} files in Kotlin, Groovy or Scala name Testcontainers and are left as they are: {1}",
          files.size(),
          String.join(", ", files.subList(0, Math.min(SHOWN, files.size()))) + more);
    }
  }
}
