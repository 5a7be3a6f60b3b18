package dev.mayfly.runtime;

import dev.mayfly.ImageException;
import dev.mayfly.ImageName;
import dev.mayfly.engine.EngineException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why an image could not be pulled, as far as the registry's answer tells: whether it may work a
 * moment later, and the one thing to try next. The first whose words are in the answer counts, as
 * engines have one number for most of them.
 */
enum PullFault {
  EXHAUSTED(
      false,
      "log in (docker login) or use a mirror: what the registry allows is used up for hours.",
      "pull rate limit"),
  LIMITED(
      true,
      "log in (docker login) or use a mirror: the registry limits anonymous pulls.",
      "toomanyrequests",
      "too many requests",
      "rate limit",
      "http 429"),
  PROXY_LOGIN(
      false,
      "the engine asks REGISTRY by a proxy that wants a login: it is part of the proxy's address,"
          + " which is set where the engine is started, and not by variables of this JVM; docker"
          + " info shows it.",
      "proxy authentication required",
      "http 407",
      "http status: 407"),
  PROXY(
      true,
      "the engine asks REGISTRY by a proxy that it can't reach: docker info shows which. It is set"
          + " where the engine is started (its HTTPS_PROXY and NO_PROXY), and not by variables of"
          + " this JVM.",
      "proxyconnect"),
  DENIED(
      false,
      "check the name, or log in (docker login REGISTRY); docker pull IMAGE must work.",
      "unauthorized",
      "no basic auth",
      "denied",
      "authentication required",
      "forbidden",
      "http 401",
      "http 403"),
  NO_ROOM(
      false,
      "make room where the engine keeps its images: docker system df tells what takes it.",
      "no space left on device",
      "disk quota exceeded"),
  OTHER_PLATFORM(
      false,
      "the registry has it for other processors only: name one that it has with platform(…), or an"
          + " image that is made for this one.",
      "no matching manifest for",
      "does not match the specified platform",
      "no image found in manifest list",
      "no image found in image index"),
  OTHER_DIGEST(
      false,
      "the registry's content is not that of the digest: it, or a proxy on the way, is broken, or"
          + " not to be trusted.",
      "manifest verification failed",
      "manifest does not match"),
  UNTRUSTED(
      false,
      "put the registry's certificate authority where the engine looks for it"
          + " (/etc/docker/certs.d/REGISTRY/ca.crt on its machine), or allow the registry without TLS"
          + " there.",
      "x509",
      "certificate",
      "http response to https client",
      "malformed http response"),
  UNKNOWN(
      false,
      "check the name and the tag; docker pull IMAGE must work.",
      "manifest unknown",
      "name unknown",
      "not found",
      "does not exist",
      "http 404"),
  NOWHERE(
      false,
      "the engine can't reach REGISTRY: check its network and proxy, or load the image by hand"
          + " (docker load).",
      "no such host",
      "lookup",
      "name resolution",
      "name or service not known",
      "network is unreachable",
      "host is unreachable",
      "no route to host"),
  CUT(
      true,
      "the connection to REGISTRY was cut, or what came over it was damaged: look at the network and"
          + " the proxy between; docker pull IMAGE must work.",
      "unexpected eof",
      "connection reset",
      "broken pipe",
      "layer verification failed",
      "unexpected commit size",
      "failed size validation",
      ": eof"),
  UNREACHABLE(
      true,
      "the engine can't reach REGISTRY: check its network and proxy, or load the image by hand"
          + " (docker load).",
      "dial tcp",
      "timeout",
      "deadline exceeded",
      "refused",
      "unreachable",
      "temporary failure",
      "bad gateway",
      "service unavailable",
      "gateway time-out",
      "internal server error",
      "http status: 5",
      "http 50"),
  /** Whatever else is said. */
  OTHER(false, "docker pull IMAGE");

  private static final List<Integer> FINAL = List.of(401, 403, 404);

  private final boolean mayPass;
  private final String advice;
  private final Pattern words;

  PullFault(boolean mayPass, String advice, String... words) {
    this.mayPass = mayPass;
    this.advice = advice;
    this.words =
        Pattern.compile(Stream.of(words).map(Pattern::quote).collect(Collectors.joining("|")));
  }

  /**
   * @param name that was pulled, which is in the answer and may hold any word
   */
  static PullFault of(EngineException refusal, ImageName name) {
    String answer =
        String.valueOf(refusal.getMessage())
            .replace(name.familiar(), "")
            .replace(name.repository().replaceFirst("^library/", ""), "")
            .replace(name.registry(), "")
            .toLowerCase(Locale.ROOT);
    for (PullFault fault : values()) {
      if (fault.words.matcher(answer).find()) {
        return fault.mayPass && FINAL.contains(refusal.status()) ? UNKNOWN : fault;
      }
    }
    return OTHER;
  }

  /** Whether a pull failed since the registry does not know the image. */
  static boolean isOfUnknown(ImageException failure, ImageName name) {
    return failure.getCause() instanceof EngineException refusal && of(refusal, name) == UNKNOWN;
  }

  /** Whether it may be over a moment later. */
  boolean mayPass() {
    return mayPass;
  }

  /** What to try next. */
  String advice(ImageName name) {
    return advice.replace("REGISTRY", name.registry()).replace("IMAGE", name.toString());
  }
}
