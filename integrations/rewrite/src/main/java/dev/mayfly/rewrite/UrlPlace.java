package dev.mayfly.rewrite;

import java.util.Set;

/**
 * Where a URL is set, and so which users go with it.
 *
 * @param prefix of the setting's key, such as {@code spring.datasource}; empty if there is none
 * @param users by which {@link Users} knows those that are set elsewhere, and would be lost
 */
record UrlPlace(String prefix, Set<String> users) {

  static final UrlPlace UNKNOWN = new UrlPlace("", Set.of());

  /** Whether Spring Boot's data source is made of the URL. */
  boolean isOfSpring() {
    return prefix.equals("spring.datasource");
  }
}
