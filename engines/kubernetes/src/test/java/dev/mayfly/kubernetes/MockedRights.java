package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.function.Predicate;

/** Answers whether an account may do what it asks for. */
final class MockedRights {

  private MockedRights() {}

  /**
   * From now on.
   *
   * @param isAllowed by the question as it is asked, in JSON
   */
  static void allow(KubernetesMockServer server, Predicate<String> isAllowed) {
    server
        .expect()
        .post()
        .withPath("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
        .andReply(
            201,
            request ->
                new SelfSubjectAccessReviewBuilder()
                    .withNewStatus()
                    .withAllowed(isAllowed.test(request.getUtf8Body()))
                    .endStatus()
                    .build())
        .always();
  }
}
