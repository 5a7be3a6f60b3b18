package dev.mayfly.kubernetes;

import dev.mayfly.ImageName;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to try next when nodes can't pull an image. They pull it with a login, a network and a trust
 * of their own, and not with those of whoever runs the tests.
 *
 * @param namespace of the pod
 * @param image as it was asked for
 */
record ImageRemedy(String namespace, String image) {

  private static final String MIRROR =
      "name a mirror that nodes reach (mayfly.images.mirror.REGISTRY or mayfly.images.prefix)";

  private static final String SECRET =
      "the default service account of namespace NAMESPACE needs a pull secret (kubectl -n NAMESPACE"
          + " create secret docker-registry pull --docker-server=REGISTRY …, then kubectl -n"
          + " NAMESPACE patch serviceaccount default -p"
          + " '{\"imagePullSecrets\":[{\"name\":\"pull\"}]}')";

  /** The first counts whose words are there. */
  private enum Fault {
    LIMITED(MIRROR + ", or " + SECRET + ".", "toomanyrequests", "too many requests", "rate limit"),
    DENIED(
        "check the name; if REGISTRY asks for a login, " + SECRET + ".",
        "unauthorized",
        "denied",
        "no basic auth",
        "authentication required",
        "authorization failed",
        "403 forbidden"),
    OTHER_PLATFORM(
        "name a platform(…) that REGISTRY has the image for and a node is of, or another image.",
        "no match for platform",
        "no matching manifest"),
    UNTRUSTED(
        "let the nodes' container runtime trust REGISTRY's certificate authority, or "
            + MIRROR
            + ".",
        "x509",
        "http response to https client"),
    UNREACHABLE(
        MIRROR + ", or see what keeps nodes from REGISTRY: a proxy, a firewall, their DNS.",
        "no such host",
        "dial tcp",
        "lookup ",
        "timeout",
        "deadline exceeded",
        "connection refused",
        "connection reset",
        "unreachable"),
    UNKNOWN(
        "check the name and the tag: REGISTRY does not have it.",
        "not found",
        "manifest unknown",
        "name unknown",
        "does not exist"),
    MALFORMED("check the image's name.", "invalidimagename", "invalid reference format"),
    /** A cluster that says no more. */
    OTHER(
        "check the name and the tag; if nodes can't reach REGISTRY, "
            + MIRROR
            + "; if it asks for a login, "
            + SECRET
            + ".",
        "");

    private final String remedy;
    private final Pattern words;

    Fault(String remedy, String... words) {
      this.remedy = remedy;
      this.words =
          Pattern.compile(Stream.of(words).map(Pattern::quote).collect(Collectors.joining("|")));
    }

    boolean isIn(String answer) {
      return words.matcher(answer).find();
    }
  }

  private static final List<String> REASONS =
      List.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "RegistryUnavailable");

  /** Empty if a cluster's words are not about an image. */
  String of(String words) {
    if (REASONS.stream().noneMatch(words::contains)) {
      return "";
    }
    String answer = words.replace(image, "").toLowerCase(Locale.ROOT);
    return Stream.of(Fault.values())
        .filter(fault -> fault.isIn(answer))
        .findFirst()
        .map(fault -> fault.remedy)
        .orElseThrow()
        .replace("REGISTRY", registry())
        .replace("NAMESPACE", namespace);
  }

  private String registry() {
    try {
      return ImageName.parse(image).registry();
    } catch (RuntimeException e) {
      return "its registry";
    }
  }
}
