package dev.mayfly.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of Compose's words, all of which it has said in that way, and what to try. */
class ComposeWordsTests {

  private static final ProjectOptions OPTIONS =
      ProjectOptions.of("compose.yml").file("compose.test.yml");

  @Test
  void a_reason_is_told_once_with_its_service() {
    String said =
        """
         db Pulling\s
         db Error Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io
        Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io
        """;

    assertThat(ComposeWords.last(said))
        .isEqualTo(
            "service db: Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup"
                + " registry-1.docker.io");
  }

  @Test
  void what_it_draws_while_it_works_is_left_out() {
    String said =
        """
         Network compose-shop_default  Creating
         Network compose-shop_default  Created
        external volume "out" not found
        #0 building with "default" instance using docker driver

        #1 [page internal] load build definition from Dockerfile
        #1 transferring dockerfile: 88B done
        #1 DONE 0.0s
        #5 0.882 this is wrong
        ------
        time="2024-01-01" level=warning msg="version is obsolete"
        """;

    assertThat(ComposeWords.last(said))
        .isEqualTo("external volume \"out\" not found\n#5 0.882 this is wrong");
    assertThat(ComposeWords.warnings(said)).containsExactly("version is obsolete");
  }

  @Test
  void of_much_the_end_is_told() {
    String said =
        IntStream.range(0, 99).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));

    assertThat(ComposeWords.last(said).lines()).hasSize(30).last().isEqualTo("line 98");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "service \"web\" depends on undefined service \"db\": invalid|that \"db\" is in",
        "service \"web\" depends on undefined service db: invalid|that \"db\" is in",
        "error while interpolating: required variable TAG is missing a value: x|env(\"TAG\", …)",
        "env file /a/nope.env not found: stat /a/nope.env: no such file|required: false",
        "services.bad Additional property enviroment is not allowed|correct the name",
        "Error response from daemon: network out not found|docker network create out,",
        "network out declared as external, but could not be found|docker network create out,",
        "unable to find network with name or ID out: network not found|docker network create out,",
        "#1 ERROR: lookup r: no such host > [page internal] booting buildkit:|DOCKER_BUILDKIT",
        "external volume \"out\" not found|docker volume create out,",
        "Error response from daemon: pull access denied for x|docker login",
        "error during connect: Get \"http://e:1/v1/info\": dial tcp: lookup e: no such host|DOCKER_HOST",
        "Cannot connect to the Docker daemon at tcp://127.0.0.1:1. Is it running?|DOCKER_HOST",
        "failed to connect to the docker API at tcp://e:1; dial tcp: lookup e: no such host|DOCKER_HOST",
        "failed to do request: dial tcp: lookup r: no such host|docker load",
        "failed to solve: executor failed|docker compose -f compose.yml -f compose.test.yml build",
        "yaml: line 4: could not find|docker compose -f compose.yml -f compose.test.yml config must"
      })
  void each_failure_has_one_thing_to_try(String said, String advice) {
    assertThat(ComposeAdvice.on(said, OPTIONS, "config")).startsWith("\n  try: ").contains(advice);
  }
}
