package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortTests {

  @Test
  void a_port_is_read_and_written_in_the_engines_notation() {
    assertThat(Port.parse("6379/tcp")).isEqualTo(Port.tcp(6379)).hasToString("6379/tcp");
    assertThat(Port.parse("53/udp")).isEqualTo(Port.udp(53)).hasToString("53/udp");
    assertThat(Port.parse("8080")).isEqualTo(Port.tcp(8080));
    assertThat(Port.parse("80/TCP")).isEqualTo(Port.tcp(80));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/tcp", "http", "80/", "80/icmp", "0", "65536", "-1", "80 /tcp", "8.0"})
  void what_is_no_port_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Port.parse(text))
        .withMessageContaining("\"" + text + "\" is not a port; write 8080, 8080/tcp or 53/udp.");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65_536, Integer.MAX_VALUE})
  void a_number_out_of_range_is_refused(int number) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Port.tcp(number))
        .withMessageContaining("Port " + number)
        .withMessageContaining("between 1 and 65535");
  }

  @Test
  void the_ends_of_the_range_are_ports() {
    assertThat(Port.tcp(1).number()).isEqualTo(1);
    assertThat(Port.tcp(65_535).number()).isEqualTo(65_535);
  }

  @Test
  void ports_are_ordered_by_number_and_then_by_protocol() {
    assertThat(Stream.of(Port.udp(53), Port.tcp(80), Port.tcp(53), Port.tcp(8)).sorted())
        .containsExactly(Port.tcp(8), Port.tcp(53), Port.udp(53), Port.tcp(80));
  }
}
