package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.mayfly.LogLine;
import dev.mayfly.LogLine.Stream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The engine's log stream, taken apart. */
class LogReaderTests {

  private static final String T1 = "2026-01-02T03:04:05.000000001Z ";
  private static final String T2 = "2026-01-02T03:04:06.123456789Z ";

  private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

  private LogReaderTests frame(int stream, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return frame(stream, bytes, 0, bytes.length);
  }

  private LogReaderTests frame(int stream, byte[] bytes, int from, int to) {
    byte[] header = ByteBuffer.allocate(8).put((byte) stream).putInt(4, to - from).array();
    wire.writeBytes(header);
    wire.write(bytes, from, to - from);
    return this;
  }

  private List<LogLine> read() throws IOException {
    List<LogLine> lines = new ArrayList<>();
    LogReader.read(oneByteAtATime(), lines::add);
    return lines;
  }

  private InputStream oneByteAtATime() {
    return new FilterInputStream(new ByteArrayInputStream(wire.toByteArray())) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(1, length));
      }
    };
  }

  private static LogLine line(Stream stream, String time, String text) {
    return new LogLine(stream, Instant.parse(time.strip()), text);
  }

  @Test
  void each_stream_has_its_lines_and_times() throws IOException {
    frame(1, T1 + "one\n").frame(2, T2 + "oops\r\n").frame(1, T2 + "\n");

    assertThat(read())
        .containsExactly(
            line(Stream.STDOUT, T1, "one"),
            line(Stream.STDERR, T2, "oops"),
            line(Stream.STDOUT, T2, ""));
  }

  @Test
  void a_long_line_in_several_messages_is_one_line_without_the_times_between() throws IOException {
    String half = "x".repeat(70_000);
    frame(1, T1 + half).frame(2, T2 + "meanwhile\n").frame(1, T2 + half + "\n");

    assertThat(read())
        .containsExactly(
            line(Stream.STDERR, T2, "meanwhile"), line(Stream.STDOUT, T1, half + half));
  }

  @Test
  void a_character_may_be_cut_in_two() throws IOException {
    byte[] start = (T1 + "Grü").getBytes(StandardCharsets.UTF_8);
    byte[] rest = (T1 + "?ße\n").getBytes(StandardCharsets.UTF_8);
    rest[T1.length()] = start[start.length - 1];
    frame(1, start, 0, start.length - 1).frame(1, rest, 0, rest.length);

    assertThat(read()).containsExactly(line(Stream.STDOUT, T1, "Grüße"));
  }

  @Test
  void a_last_line_needs_no_end() throws IOException {
    frame(1, T1 + "one\n").frame(1, T2 + "two");

    assertThat(read()).extracting(LogLine::text).containsExactly("one", "two");
  }

  @Test
  void a_time_that_the_container_writes_itself_stays() throws IOException {
    frame(1, T1 + T2 + "mine\n");

    assertThat(read()).containsExactly(line(Stream.STDOUT, T1, T2 + "mine"));
  }

  @Test
  void the_log_of_a_terminal_has_no_frames() throws IOException {
    wire.writeBytes((T1 + "one\r\n" + T2 + "two\r\nno time\n").getBytes(StandardCharsets.UTF_8));

    assertThat(read())
        .containsExactly(
            line(Stream.STDOUT, T1, "one"),
            line(Stream.STDOUT, T2, "two"),
            line(Stream.STDOUT, T2, "no time"));
  }

  @Test
  void nothing_is_no_line() throws IOException {
    assertThat(read()).isEmpty();
    frame(1, "");
    assertThat(read()).isEmpty();
  }

  @Test
  void what_came_before_a_break_is_handed_on() {
    frame(1, T1 + "one\n").frame(1, T1 + "tw");
    byte[] whole = wire.toByteArray();
    List<LogLine> lines = new ArrayList<>();

    assertThatIOException()
        .isThrownBy(
            () -> LogReader.read(new ByteArrayInputStream(whole, 0, whole.length - 1), lines::add));

    assertThat(lines).first().isEqualTo(line(Stream.STDOUT, T1, "one"));
  }

  @Test
  void what_is_no_frame_is_an_error() {
    wire.writeBytes(new byte[] {1, 9, 9, 9, 0, 0, 0, 1, 'x'});

    assertThatIOException().isThrownBy(this::read).withMessageContaining("no frame");
  }
}
