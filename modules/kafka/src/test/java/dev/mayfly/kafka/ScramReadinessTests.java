package dev.mayfly.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ready.CannedServer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData;
import org.apache.kafka.common.message.AlterUserScramCredentialsResponseData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData.CredentialInfo;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData.DescribeUserScramCredentialsResult;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.junit.jupiter.api.Test;

/** Questions and answers as Kafka's own classes write and read them. */
class ScramReadinessTests {

  private static final Map<String, String> USERS = Map.of("ann", "secret1");

  private static DescribeUserScramCredentialsResponseData knowing(String user) {
    DescribeUserScramCredentialsResult result = new DescribeUserScramCredentialsResult();
    result.setUser(user).credentialInfos().add(new CredentialInfo().setMechanism((byte) 1));
    result.credentialInfos().add(new CredentialInfo().setMechanism((byte) 2));
    DescribeUserScramCredentialsResponseData answer =
        new DescribeUserScramCredentialsResponseData();
    answer.results().add(result);
    return answer;
  }

  private static Look look(CannedServer server) throws IOException {
    return new ScramReadiness().look(server.address(), Access.OPEN, USERS);
  }

  @Test
  void a_broker_that_has_written_down_all_users_is_ready() throws IOException {
    try (CannedServer server = CannedServer.answering(WrittenByKafka.flexible(knowing("ann")))) {
      assertThat(look(server)).isEqualTo(Look.ready());
    }
  }

  @Test
  void a_broker_that_misses_one_is_told_and_looked_at_again() throws IOException {
    byte[] others = WrittenByKafka.flexible(knowing("bob"));
    byte[] written = WrittenByKafka.flexible(new AlterUserScramCredentialsResponseData());
    ByteBuffer all = ByteBuffer.allocate(others.length + 2 * written.length);
    all.put(others).put(written).put(written);
    try (CannedServer server = CannedServer.answering(all.array())) {
      Look look = look(server);
      assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
      assertThat(look.seen()).contains("ann").doesNotContain("secret1");
      assertThat(asked(server.received()).upsertions())
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.name()).isEqualTo("ann");
                assertThat(one.salt()).hasSize(16);
                assertThat(one.iterations()).isEqualTo(4096);
                assertThat(one.saltedPassword()).hasSize(32);
              });
    }
  }

  /** The second question, which is after the first one. */
  private static AlterUserScramCredentialsRequestData asked(byte... received) {
    ByteBuffer questions = ByteBuffer.wrap(received);
    questions.position(4 + questions.getInt(0) + 4);
    ByteBufferAccessor reader = new ByteBufferAccessor(questions);
    RequestHeaderData header = new RequestHeaderData(reader, (short) 2);
    assertThat(header.requestApiKey()).isEqualTo((short) 51);
    return new AlterUserScramCredentialsRequestData(reader, (short) 0);
  }

  @Test
  void a_broker_that_refuses_is_told_in_its_own_words() throws IOException {
    DescribeUserScramCredentialsResponseData refusal =
        new DescribeUserScramCredentialsResponseData()
            .setErrorCode((short) 31)
            .setErrorMessage("not for you");
    try (CannedServer server = CannedServer.answering(WrittenByKafka.flexible(refusal))) {
      assertThatThrownBy(() -> look(server))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("error 31: not for you");
    }
  }
}
