package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ImageName;
import dev.mayfly.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What engines' answers on pulls are taken for. */
class PullFaultTests {

  private static final ImageName APP = ImageName.parse("registry.corp:5000/team/app:1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EXHAUSTED      | false | toomanyrequests: You have reached your pull rate limit.
          EXHAUSTED      | false | toomanyrequests: You have reached your unauthenticated pull rate limit.
          LIMITED        | true  | toomanyrequests: slow down
          LIMITED        | true  | error parsing HTTP 429 response body: invalid character 's'
          PROXY_LOGIN    | false | Get "https://r/v2/": Proxy Authentication Required
          PROXY          | true  | Get "https://r/v2/": proxyconnect tcp: dial tcp 10.0.0.1:3128: connect: connection refused
          PROXY          | true  | Get "https://r/v2/": proxyconnect tcp: dial tcp: lookup proxy: no such host
          DENIED         | false | Head "https://r/v2/": no basic auth credentials
          DENIED         | false | unauthorized: authentication required
          DENIED         | false | pull access denied for x, repository does not exist or may require 'docker login'
          DENIED         | false | error parsing HTTP 403 response body: unexpected end of JSON input: ""
          NO_ROOM        | false | write /var/lib/docker/tmp/GetImageBlob1: no space left on device
          OTHER_PLATFORM | false | no matching manifest for linux/amd64 in the manifest list entries
          OTHER_DIGEST   | false | manifest verification failed for digest sha256:0123
          UNTRUSTED      | false | Get "https://r/v2/": x509: certificate signed by unknown authority
          UNTRUSTED      | false | Get "https://r/v2/": http: server gave HTTP response to HTTPS client
          UNKNOWN        | false | manifest for x:1 not found: manifest unknown: manifest unknown
          UNKNOWN        | false | name unknown: repository name not known to registry
          NOWHERE        | false | Get "https://r/v2/": dial tcp: lookup r: no such host
          NOWHERE        | false | dial tcp: lookup r on 10.0.0.2:53: read udp 10.0.0.1:1->10.0.0.2:53: i/o timeout
          NOWHERE        | false | dial tcp: lookup r: Temporary failure in name resolution
          NOWHERE        | false | Get "https://r/v2/": dial tcp 10.0.0.1:443: connect: network is unreachable
          NOWHERE        | false | Get "https://r/v2/": dial tcp 10.0.0.1:443: connect: no route to host
          CUT            | true  | unexpected EOF
          CUT            | true  | read tcp 10.0.0.1:1->10.0.0.2:2: read: connection reset by peer
          CUT            | true  | filesystem layer verification failed for digest sha256:0123
          UNREACHABLE    | true  | Get "https://r/v2/": net/http: TLS handshake timeout
          UNREACHABLE    | true  | Get "https://r/v2/": dial tcp 127.0.0.1:1: connect: connection refused
          UNREACHABLE    | true  | received unexpected HTTP status: 503 Service Unavailable
          OTHER          | false | something else
          """)
  void an_answer_tells_what_is_wrong_and_whether_it_may_pass(
      PullFault fault, boolean mayPass, String answer) {
    PullFault found = PullFault.of(new EngineException(500, "Pulling " + APP + ": " + answer), APP);

    assertThat(found).isEqualTo(fault);
    assertThat(found.mayPass()).isEqualTo(mayPass);
  }

  @ParameterizedTest
  @CsvSource({"401", "403", "404"})
  void what_has_the_number_of_a_refusal_does_not_pass(int status) {
    assertThat(PullFault.of(new EngineException(status, "timeout"), APP).mayPass()).isFalse();
  }

  @Test
  void the_name_of_the_image_tells_nothing() {
    ImageName image = ImageName.parse("forbidden.example/timeout/certificate:denied");

    assertThat(PullFault.of(new EngineException(500, "Pulling image " + image + ": why"), image))
        .isEqualTo(PullFault.OTHER);
  }

  @Test
  void the_advice_names_the_registry_and_the_image() {
    assertThat(PullFault.DENIED.advice(APP))
        .isEqualTo(
            "check the name, or log in (docker login registry.corp:5000);"
                + " docker pull registry.corp:5000/team/app:1 must work.");
  }
}
