package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to try next when a cluster refuses a pod, or does not run it, chosen by the cluster's words.
 *
 * @param namespace of the pod
 * @param image of its container
 */
record StartRemedy(String namespace, String image) {

  private static final Pattern QUOTA = Pattern.compile("exceeded quota: ([^,\\s]+)");
  private static final Pattern ASKED = Pattern.compile("requested: (.*?), used: ");
  private static final Pattern OF_SIZE = Pattern.compile("memory|cpu");
  private static final Pattern RANGE =
      Pattern.compile("(?:maximum|minimum) (?:memory|cpu) usage per|limit to request ratio per");
  private static final Pattern ON_NODES =
      Pattern.compile("Insufficient (?:memory|cpu|ephemeral-storage)|OutOf(?:memory|cpu)");
  private static final Pattern ROOT = Pattern.compile("runAsNonRoot|non-numeric user");
  private static final Pattern OTHER_NODES =
      Pattern.compile("didn't match (?:Pod's )?node (?:selector|affinity)");

  /** The same failure, with a remedy if one is known. */
  EngineException added(EngineException failure) {
    String remedy = of(String.valueOf(failure.getMessage()));
    return remedy.isEmpty() ? failure : failure.withRemedy(remedy);
  }

  /** Empty if none is known. */
  String of(String words) {
    if (words.contains("exceeded quota")) {
      return ofQuota(words);
    }
    if (words.contains("must specify")) {
      return "give the container "
          + sizes(words)
          + ", which a quota of the namespace asks of each pod, or have a LimitRange give its"
          + " containers limits: kubectl -n "
          + namespace
          + " describe quota,limitrange";
    }
    if (RANGE.matcher(words).find()) {
      return "choose "
          + sizes(words)
          + " within what the namespace allows: kubectl -n "
          + namespace
          + " describe limitrange";
    }
    if (words.contains("CreateContainerConfigError")) {
      return ofConfiguration(words);
    }
    String ofImage = new ImageRemedy(namespace, image).of(words);
    return ofImage.isEmpty() ? ofNodes(words) : ofImage;
  }

  private String ofQuota(String words) {
    Matcher quota = QUOTA.matcher(words);
    String name = quota.find() ? quota.group(1) : "";
    Matcher asked = ASKED.matcher(words);
    boolean isOfSize = OF_SIZE.matcher(asked.find() ? asked.group(1) : "").find();
    return (isOfSize ? "lower " + sizes(words) + ", l" : "l")
        + "et fewer containers be there at once, remove what the namespace does not need any more,"
        + " or have the quota raised: kubectl -n "
        + namespace
        + " describe quota "
        + name;
  }

  /** The options that a refusal is about. */
  private static String sizes(String words) {
    boolean memory = words.contains("memory");
    boolean processors = words.contains("cpu");
    return memory && processors
        ? "memory(…) and cpus(…)"
        : processors ? "cpus(…)" : memory ? "memory(…)" : "what it is told to lack";
  }

  private String ofConfiguration(String words) {
    if (ROOT.matcher(words).find()) {
      return "run it as a user by number, user(\"1000\"), or use an image that names one so: root is"
          + " not allowed there.";
    }
    return words.contains("not found")
        ? "look who removes what belongs to tests from namespace "
            + namespace
            + " while they run, and run them again."
        : "";
  }

  private String ofNodes(String words) {
    if (ON_NODES.matcher(words).find()) {
      return "lower "
          + sizes(words)
          + ", which nodes keep free for it also if it takes less, let fewer containers be there at"
          + " once, or give the cluster more or larger nodes: kubectl describe nodes";
    }
    if (words.contains("Too many pods")) {
      return "let fewer containers be there at once, or give the cluster more nodes: kubectl"
          + " describe nodes";
    }
    if (OTHER_NODES.matcher(words).find()) {
      return "drop platform(…), or give the cluster a node of that kind: kubectl get nodes -L"
          + " kubernetes.io/arch";
    }
    if (words.contains("Unschedulable") && words.contains("taint")) {
      return "give the cluster nodes without taints, for pods of tests tolerate none: kubectl"
          + " describe nodes";
    }
    return words.contains("Evicted: ")
        ? "say memory(…), so that its node keeps as much free for it, or let fewer containers be"
            + " there at once."
        : "";
  }
}
