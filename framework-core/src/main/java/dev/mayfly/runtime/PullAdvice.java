package dev.mayfly.runtime;

import dev.mayfly.ImageName;
import java.util.Locale;

/** The one thing to try next when an image could not be pulled, chosen by the registry's answer. */
final class PullAdvice {

  private PullAdvice() {}

  static String on(ImageName name, String answer) {
    String text = answer.toLowerCase(Locale.ROOT);
    if (has(text, "toomanyrequests", "rate limit")) {
      return "log in (docker login) or use a mirror: the registry limits anonymous pulls.";
    }
    if (has(text, "unauthorized", "no basic auth", "denied", "authentication required")) {
      return "check the name, or log in (docker login "
          + name.registry()
          + "); docker pull "
          + name
          + " must work.";
    }
    if (has(text, "no space left on device", "disk quota exceeded")) {
      return "make room where the engine keeps its images: docker system df tells what takes it.";
    }
    if (has(text, "manifest unknown", "not found", "does not exist")) {
      return "check the name and the tag; docker pull " + name + " must work.";
    }
    if (has(text, "no such host", "dial tcp", "timeout", "refused", "unreachable", "lookup")) {
      return "the engine can't reach "
          + name.registry()
          + ": check its network and proxy, or load the image by hand (docker load).";
    }
    return "docker pull " + name;
  }

  private static boolean has(String text, String... words) {
    for (String word : words) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
