package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;

/** Addresses of what can be asked of a pod. */
final class Addresses {

  private Addresses() {}

  /** An API server may be behind a path, as Rancher's are. */
  static URI of(KubernetesClient client, String namespace, String pod, String rest) {
    String server = client.getMasterUrl().toString().replaceFirst("/+$", "");
    return URI.create(server + "/api/v1/namespaces/" + namespace + "/pods/" + pod + "/" + rest);
  }
}
