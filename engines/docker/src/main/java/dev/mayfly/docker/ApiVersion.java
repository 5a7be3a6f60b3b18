package dev.mayfly.docker;

/**
 * A version of the engine's API.
 *
 * @param major 1 until today
 * @param minor counts up with the engine's releases
 */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

  /** The oldest that has all that is asked for. */
  static final ApiVersion OLDEST = new ApiVersion(1, 24);

  /** The newest whose answers are known. */
  static final ApiVersion NEWEST = new ApiVersion(1, 51);

  /**
   * @throws IllegalArgumentException if the text is not like {@code 1.41}
   */
  static ApiVersion parse(String text) {
    if (!text.matches("[0-9]{1,4}\\.[0-9]{1,4}")) {
      throw new IllegalArgumentException("\"" + text + "\" is no version of the API.");
    }
    String[] parts = text.split("\\.", 2);
    return new ApiVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  /**
   * The version to speak with an engine whose newest one this is, if none may be newer than one.
   */
  ApiVersion spoken(ApiVersion limit) {
    return compareTo(limit) < 0 ? this : limit;
  }

  @Override
  public int compareTo(ApiVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
