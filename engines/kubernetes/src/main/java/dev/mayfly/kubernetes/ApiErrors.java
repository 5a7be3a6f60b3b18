package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells refusals of the API server in the port's way: with its status, its words, and advice. */
final class ApiErrors {

  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int CONFLICT = 409;
  static final int NOT_IMPLEMENTED = 501;
  static final int UNAVAILABLE = 503;
  static final int TIMEOUT = 408;
  static final int TOO_MANY = 429;

  private static final int SERVERS_FAULT = 500;

  /**
   * As in {@code pods is forbidden: User "x" cannot create resource "pods/exec" in API group ""}.
   */
  private static final Pattern RIGHT =
      Pattern.compile("cannot (\\w+) resource \"([^\"]+)\" in API group \"([^\"]*)\"");

  /**
   * As in {@code pods "web" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot}.
   */
  private static final Pattern STANDARD = Pattern.compile("violates PodSecurity \"(\\w+)");

  private static final Pattern NAMESPACE = Pattern.compile("^namespaces \"[^\"]+\" not found");

  private ApiErrors() {}

  /**
   * The port's exception.
   *
   * @param what what was to be done, to go on after "can't": {@code create pod x}
   */
  static EngineException of(String what, KubernetesClientException e) {
    if (hasInterrupted(e)) {
      return interrupted(what, e);
    }
    int code = e.getCode();
    return code <= 0 // no answer
        ? lost(what, e)
        : new EngineException(
            code, "Can't " + what + ": " + sentences(words(e), advice(code, words(e))), e);
  }

  /**
   * The cluster's own words alone: the client's, and so the cause, have the address, in which a
   * command's variables are.
   */
  static EngineException withoutAddress(String what, KubernetesClientException e) {
    Status status = e.getStatus();
    String words = status == null ? null : status.getMessage();
    return words == null || words.isBlank()
        ? refused(what, e.getCode())
        : new EngineException(
            e.getCode(), "Can't " + what + ": " + sentences(words, advice(e.getCode(), words)));
  }

  /** A refusal of which only the status is known; the JDK's client drops a refusal's text. */
  static EngineException of(String what, WebSocketHandshakeException e) {
    return refused(what, e.getResponse().code());
  }

  private static EngineException refused(String what, int code) {
    return new EngineException(
        code,
        "Can't "
            + what
            + ": "
            + sentences("the API server refuses with status " + code + ".", advice(code, "")));
  }

  /** A refusal whose text was read: a status of the cluster's in JSON, or a proxy's words. */
  static EngineException of(String what, int code, String text) {
    String words = text;
    try {
      Status status = Serialization.unmarshal(text, Status.class);
      words = status.getMessage() == null ? text : status.getMessage();
    } catch (RuntimeException e) {
      // the words are as they are
    }
    return new EngineException(
        code, "Can't " + what + ": " + sentences(words, advice(code, words)));
  }

  /** The connection can't be made, or is lost. */
  static EngineException lost(String what, Throwable e) {
    return new EngineException(
        0, "Can't " + what + ": the cluster's API server can't be reached: " + deepest(e), e);
  }

  /** For a thread that waited, and was woken; sets its flag again. */
  static EngineException interrupted(String what, Throwable e) {
    Thread.currentThread().interrupt();
    return new EngineException(
        0, "Can't " + what + ": interrupted while waiting for the cluster.", e);
  }

  /** Whether another try may fare better: the server is away, starts, or has too much to do. */
  static boolean isPassing(KubernetesClientException e) {
    return !hasInterrupted(e) && isPassing(e.getCode());
  }

  /** The same by the status; 0 for no answer. */
  static boolean isPassing(int status) {
    return status <= 0
        || status == TIMEOUT
        || status == TOO_MANY
        || (status >= SERVERS_FAULT && status != NOT_IMPLEMENTED);
  }

  /** Whether a namespace has less left than is asked for. */
  static boolean isExceededQuota(EngineException refusal) {
    return refusal.status() == FORBIDDEN
        && String.valueOf(refusal.getMessage()).contains("exceeded quota");
  }

  /** Whether a namespace lets nobody choose a filter of system calls, as older policies did. */
  static boolean isOfFilter(EngineException refusal) {
    String words = String.valueOf(refusal.getMessage());
    return refusal.status() == FORBIDDEN
        && words.contains("seccomp")
        && !STANDARD.matcher(words).find();
  }

  /** How many seconds the server asks to wait before another try; 0 if it does not say. */
  static int retryAfter(KubernetesClientException e) {
    Status status = e.getStatus();
    Integer seconds =
        status == null || status.getDetails() == null
            ? null
            : status.getDetails().getRetryAfterSeconds();
    return seconds == null ? 0 : seconds;
  }

  private static boolean hasInterrupted(Throwable e) {
    Throwable cause = e;
    while (cause != null && !(cause instanceof InterruptedException)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  private static String words(KubernetesClientException e) {
    Status status = e.getStatus();
    String text = status == null ? null : status.getMessage();
    return text == null || text.isBlank() ? String.valueOf(e.getMessage()) : text;
  }

  /** Words that others have written, and what we say of them, as one text, also in one line. */
  static String sentences(String words, String ours) {
    String theirs = words.strip();
    boolean isClosed = theirs.isEmpty() || ".!?:;".indexOf(theirs.charAt(theirs.length() - 1)) >= 0;
    return ours.isEmpty() ? theirs : theirs + (isClosed ? " " : ". ") + ours.strip();
  }

  private static String advice(int code, String words) {
    return switch (code) {
      case UNAUTHORIZED ->
          "The cluster does not know these credentials, or they have expired; "
              + "\"kubectl auth can-i get pods\" with the same configuration tells.";
      case FORBIDDEN -> forbidden(words);
      case NOT_FOUND ->
          NAMESPACE.matcher(words).find()
              ? "Create it, for Mayfly makes none, or name another one by"
                  + " mayfly.kubernetes.namespace."
              : "";
      default -> "";
    };
  }

  /** Quotas and admission refuse with the same status, and say themselves what to do. */
  private static String forbidden(String words) {
    Matcher standard = STANDARD.matcher(words);
    if (standard.find()) {
      return standard(standard.group(1));
    }
    Matcher right = RIGHT.matcher(words);
    return right.find()
        ? "Add a rule to the Role that this account is bound to: apiGroups [\""
            + right.group(3)
            + "\"], resources [\""
            + right.group(2)
            + "\"], verbs [\""
            + right.group(1)
            + "\"]."
        : "";
  }

  /** What a namespace that enforces a Pod Security Standard takes; it has been told what not. */
  private static String standard(String level) {
    String own =
        level.equals("restricted")
            ? "Give the container a number as its user, which is not root's, and no capabilities:"
                + " user(\"1000\") and dropCapability(\"ALL\"), if its image runs so"
            : "Drop addCapability(…) of what it does not allow";
    return "The namespace enforces the Pod Security Standard \""
        + level
        + "\". "
        + own
        + "; or use a namespace that enforces less, by mayfly.kubernetes.namespace.";
  }

  /** What was at the bottom of it, in words. */
  static String deepest(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    @Nullable String text = deepest.getMessage();
    String name = deepest.getClass().getSimpleName();
    return text == null || text.isBlank() ? name : name + ": " + text;
  }
}
