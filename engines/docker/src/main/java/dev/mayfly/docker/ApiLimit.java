package dev.mayfly.docker;

import dev.mayfly.DeclarationException;
import java.util.Optional;

/** The newest version of the API that may be spoken, {@code DOCKER_API_VERSION}. */
final class ApiLimit {

  private static final String VARIABLE = "DOCKER_API_VERSION";
  private static final String FIX =
      "Unset it, and the newest that both sides know is spoken; or set one such as 1.41.";

  private ApiLimit() {}

  /**
   * What the variable says, or the newest that Mayfly knows. The command would insist on the
   * version and fail where the engine knows none so new.
   *
   * @throws DeclarationException if it is no version that Mayfly can speak
   */
  static ApiVersion of(Variables variables) {
    Optional<String> text = variables.get(VARIABLE);
    if (text.isEmpty()) {
      return ApiVersion.NEWEST;
    }
    try {
      ApiVersion limit = ApiVersion.parse(text.get().strip().replaceFirst("^v", ""));
      if (limit.compareTo(ApiVersion.OLDEST) < 0) {
        throw new DeclarationException(
            VARIABLE
                + " is "
                + text.get()
                + ", and Mayfly needs "
                + ApiVersion.OLDEST
                + ". "
                + FIX);
      }
      return ApiVersion.NEWEST.spoken(limit);
    } catch (IllegalArgumentException e) {
      throw new DeclarationException(VARIABLE + ": " + e.getMessage() + " " + FIX);
    }
  }
}
