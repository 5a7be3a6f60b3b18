package dev.mayfly;

import java.util.Map;

/**
 * What a container knows of a test that has just failed, beside its log: what a browser shows, what
 * a queue still holds. It is asked before the container is removed, and its files lie beside the
 * log and in the run's report.
 *
 * <p>Descriptions are compared by it too, so make it a record.
 *
 * @param <C> what is asked: {@link RunningContainer}
 */
@FunctionalInterface
public interface Witness<C> {

  /**
   * Tells it, on a thread of Mayfly's, within 30 seconds. What it fails with is written down in
   * place of its files, and the test fails for its own reason.
   *
   * @return contents by the files' names, such as {@code screen.png}, without folders; the
   *     container's own name is put before them. Of names that end in .txt, .html or .json the
   *     content is a text in UTF-8, and secrets in it are starred.
   * @throws Exception if it can't be had
   */
  Map<String, byte[]> tell(C container) throws Exception;
}
