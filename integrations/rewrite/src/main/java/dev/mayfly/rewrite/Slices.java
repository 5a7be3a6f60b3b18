package dev.mayfly.rewrite;

import java.util.regex.Pattern;

/** Whether Spring Boot puts an embedded database in the place of a moved one. Not thread-safe. */
final class Slices {

  static final String REMARK =
      "@DataJpaTest and its like spare a database of Testcontainers alone;"
          + " spring.test.database.replace=NONE beside the URL has them spare this one too";

  private static final Pattern SLICE =
      Pattern.compile(
          "\\b(DataJpaTest|DataJdbcTest|JdbcTest|MybatisTest|AutoConfigureTestDatabase)\\b");
  private static final String SETTING = "spring.test.database.replace";

  private boolean areThere;
  private boolean areTold;

  /** Looks at a source or another file. */
  void look(String text) {
    areThere |= SLICE.matcher(text).find();
    areTold |= text.contains(SETTING);
  }

  /** Takes a setting in. */
  void lookAtKey(String key) {
    areTold |= key.equals(SETTING);
  }

  /** Whether they are there, and nothing tells them to leave a database as it is. */
  boolean replace() {
    return areThere && !areTold;
  }
}
