package dev.mayfly.kubernetes;

import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerRequest.Privileges;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.CapabilitiesBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who a container's process is in a cluster, and what it may do.
 *
 * <p>One that is given a user who is not root, and no capability at all, gets what else the Pod
 * Security Standard "restricted" asks for, so that namespaces which enforce it take its pod
 * (kubernetes.io/docs/concepts/security/pod-security-standards). That takes little from such a
 * process: the filter of system calls is the runtime's usual one, which engines on one machine have
 * too, and who becomes root by a program's setuid bit would have no capability either.
 */
final class Security {

  private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,10}(:[0-9]{1,10})?");
  private static final String ROOT = "root";

  private Security() {}

  /** The security context; null if the image's and the cluster's own are wanted. */
  static @Nullable SecurityContext of(ContainerRequest request) {
    Capabilities capabilities = capabilities(request.privileges());
    String user = request.process().user();
    if (capabilities == null && user == null) {
      return null;
    }
    SecurityContextBuilder context = new SecurityContextBuilder().withCapabilities(capabilities);
    if (user == null) {
      return context.build();
    }
    SecurityContext own = withUser(context, user);
    return own.getRunAsUser() != 0 && hasNone(request.privileges()) ? restricted(own) : own;
  }

  private static boolean hasNone(Privileges privileges) {
    return privileges.added().isEmpty() && plain(privileges.dropped()).contains("ALL");
  }

  private static SecurityContext restricted(SecurityContext own) {
    return own.edit()
        .withRunAsNonRoot(true)
        .withAllowPrivilegeEscalation(false)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }

  /** Whether a pod of it belongs where that standard is enforced. */
  static boolean isRestricted(@Nullable SecurityContext context) {
    return context != null && Boolean.TRUE.equals(context.getRunAsNonRoot());
  }

  /** Whether a pod asks for a filter of system calls. */
  static boolean hasFilter(Pod pod) {
    return containers(pod.getSpec())
        .map(Container::getSecurityContext)
        .anyMatch(context -> context != null && context.getSeccompProfile() != null);
  }

  /** The pod with the filter that its namespace gives it. */
  static Pod withoutFilter(Pod pod) {
    Pod same = pod.edit().build();
    containers(same.getSpec())
        .map(Container::getSecurityContext)
        .filter(context -> context != null)
        .forEach(context -> context.setSeccompProfile(null));
    return same;
  }

  private static Stream<Container> containers(PodSpec pod) {
    return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
  }

  private static SecurityContext withUser(SecurityContextBuilder context, String user) {
    String numbers = user.equals(ROOT) ? "0" : user;
    if (!NUMBERS.matcher(numbers).matches()) {
      throw Refused.unable(
          "A cluster knows a container's user by number only, and user is \""
              + user
              + "\". Give the number that the image has for it, such as user(\"999\") or"
              + " user(\"999:999\").");
    }
    String[] parts = numbers.split(":", -1);
    context.withRunAsUser(Long.valueOf(parts[0]));
    return parts.length == 1
        ? context.build()
        : context.withRunAsGroup(Long.valueOf(parts[1])).build();
  }

  private static @Nullable Capabilities capabilities(Privileges privileges) {
    return privileges.added().isEmpty() && privileges.dropped().isEmpty()
        ? null
        : new CapabilitiesBuilder()
            .withAdd(plain(privileges.added()))
            .withDrop(plain(privileges.dropped()))
            .build();
  }

  private static List<String> plain(List<String> names) {
    return names.stream().map(name -> name.replaceFirst("^CAP_", "")).toList();
  }
}
