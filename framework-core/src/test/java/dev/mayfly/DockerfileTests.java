package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** A Dockerfile is written so that its reader finds each value as it was given. */
class DockerfileTests {

  private static final Dockerfile BEGUN = Dockerfile.from("busybox:1.35");

  private static String last(Dockerfile dockerfile) {
    return dockerfile.text().lines().reduce("", (before, line) -> line);
  }

  @Test
  void each_instruction_is_a_line() {
    Dockerfile web =
        Dockerfile.from("busybox:1.35")
            .workdir("/site")
            .copy("pages/", "/site/")
            .env("GREETING", "it's \"5 $\"")
            .run("adduser -D web && chown -R web /site")
            .user("web")
            .expose(8080)
            .entrypoint("httpd", "-f", "-p", "8080")
            .cmd("-h", "/site");

    assertThat(web.text())
        .isEqualTo(
            """
            FROM busybox:1.35
            WORKDIR /site
            COPY ["pages/", "/site/"]
            ENV GREETING="it's \\"5 \\$\\""
            RUN ["/bin/sh", "-c", "adduser -D web && chown -R web /site"]
            USER web
            EXPOSE 8080
            ENTRYPOINT ["httpd", "-f", "-p", "8080"]
            CMD ["-h", "/site"]
            """);
  }

  @Test
  void a_command_may_have_several_lines() {
    assertThat(last(BEGUN.run("echo \"a\\tb\"\necho $HOME")))
        .isEqualTo("RUN [\"/bin/sh\", \"-c\", \"echo \\\"a\\\\tb\\\"\\necho $HOME\"]");
  }

  @Test
  void what_the_reader_would_take_for_a_variable_or_a_quote_is_escaped() {
    assertThat(last(BEGUN.workdir("/it's $HOME"))).isEqualTo("WORKDIR /it\\'s \\$HOME");
    assertThat(last(BEGUN.copy("a $b", "/c\\d"))).isEqualTo("COPY [\"a \\\\$b\", \"/c\\\\\\\\d\"]");
    assertThat(last(BEGUN.env("A", "\\"))).isEqualTo("ENV A=\"\\\\\"");
  }

  @Test
  void a_text_may_be_gone_on_with() {
    assertThat(Dockerfile.of("FROM a:1").instruction("HEALTHCHECK CMD true").text())
        .isEqualTo("FROM a:1\nHEALTHCHECK CMD true\n");
  }

  @Test
  void what_a_dockerfile_can_not_hold_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BEGUN.env("A", "1\n2"))
        .withMessageContaining("env \"A\" has several lines, which a Dockerfile can't hold.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BEGUN.env("A B", "1"))
        .withMessageContaining("\"A B\" has more than letters, digits");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BEGUN.workdir("relative"))
        .withMessageContaining("not an absolute path");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BEGUN.workdir("/a\\"))
        .withMessageContaining("ends or begins with a blank or a backslash");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BEGUN.expose(0))
        .withMessageContaining("Port 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dockerfile.from("A B"))
        .withMessageContaining("A B");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dockerfile.of(" \n"))
        .withMessageContaining("is empty");
  }
}
