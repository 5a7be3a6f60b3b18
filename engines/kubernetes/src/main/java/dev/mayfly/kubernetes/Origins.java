package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.client.Config;

/**
 * Where it comes from which cluster is used, and which namespace, in words.
 *
 * @param cluster what led to the API server
 * @param namespace what named the namespace
 */
record Origins(String cluster, String namespace) {

  /** Those of a configuration that was read, and what was asked for before. */
  static Origins of(ClusterAddress asked, Config config) {
    return new Origins(cluster(asked, config), namespace(asked, config));
  }

  private static String cluster(ClusterAddress asked, Config config) {
    if (config.getCurrentContext() == null) {
      return "the service account of this pod";
    }
    String context = "context " + config.getCurrentContext().getName() + " of ";
    return context
        + Config.getKubeconfigFilenames()
        + (asked.context().isEmpty()
            ? ", its current one"
            : ", by mayfly.engine or mayfly.kubernetes.context");
  }

  private static String namespace(ClusterAddress asked, Config config) {
    if (!asked.namespace().isEmpty()) {
      return "by mayfly.engine or mayfly.kubernetes.namespace";
    }
    if (config.getNamespace() == null) {
      return "since nothing names another";
    }
    return config.getCurrentContext() == null ? "that of the service account" : "the context's";
  }
}
