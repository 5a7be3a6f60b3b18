package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.arguments.Excerpt;
import dev.mayfly.engine.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program that knows logins for registries, {@code docker-credential-NAME}.
 *
 * @param name the last part of its own
 * @param source what names it, in words
 * @param variables of the environment, which lead to it
 */
record CredentialProgram(String name, String source, Variables variables) {

  private static final Duration LOOK = Duration.ofSeconds(5);

  /** It may ask a server, or the user. */
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** For what is still on its way when it has ended. */
  private static final Duration OPEN = Duration.ofSeconds(3);

  /** What stands for a user where the secret is a token. */
  private static final String TOKEN = "<token>";

  private static final Pattern NOTHING =
      Pattern.compile("(?i)credentials not found|no credentials (server url|username)");

  private String program() {
    return "docker-credential-" + name;
  }

  /** Whether it is there and answers; what it answers are secrets, and nobody reads them. */
  Finding examined(String registry) {
    String what = program() + " (" + registry + ")";
    String fix =
        "install it or put it on the PATH, or take it out of "
            + source
            + ": pulls ask it for a login";
    Finding finding;
    try {
      Answer answer = ask("list", "", LOOK);
      finding =
          answer.exitCode() == 0
              ? Finding.good("credentials", what + " answers")
              : Finding.note("credentials", what + " " + answer.trouble(), fix);
    } catch (IOException e) {
      finding = Finding.note("credentials", what + " " + e.getMessage(), fix);
    }
    return finding.with("helper", program()).with("registry", registry);
  }

  /**
   * Asks it for a login; empty if it has none.
   *
   * @param server as it calls the registry
   * @throws IOException if it can't be run, fails, or answers with something else; the message has
   *     no secret
   */
  Optional<RegistryLogin> get(String server) throws IOException {
    String place = program() + ", which " + source + " names,";
    try {
      Answer answer = ask("get", server, ANSWER);
      if (answer.exitCode() != 0) {
        if (NOTHING.matcher(answer.words()).find()) {
          return Optional.empty();
        }
        throw new IOException(answer.trouble());
      }
      return Optional.of(login(server, answer));
    } catch (IOException e) {
      throw new IOException(place + " gives no login for " + server + ": it " + e.getMessage(), e);
    }
  }

  private RegistryLogin login(String server, Answer answer) throws IOException {
    JsonNode json;
    try {
      json = Json.read(answer.words());
    } catch (IOException e) {
      throw new IOException("prints no login, and no JSON", e);
    }
    String user = json.path("Username").asText("");
    String secret = json.path("Secret").asText("");
    if (user.isEmpty() || secret.isEmpty()) {
      throw new IOException("prints a login without Username or Secret");
    }
    return user.equals(TOKEN)
        ? new RegistryLogin(server, "", "", secret, program() + " of " + source)
        : new RegistryLogin(server, user, secret, "", program() + " of " + source);
  }

  /** What it printed and how it ended. */
  private record Answer(int exitCode, String words) {
    String trouble() {
      return "ends with " + exitCode + (words.isEmpty() ? "" : ": " + Excerpt.of(words, 300));
    }
  }

  private Answer ask(String verb, String input, Duration limit) throws IOException {
    Process process = started(verb);
    try {
      return answer(process, input, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("was not waited for: interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** On Windows the system finds it by itself. */
  private Process started(String verb) throws IOException {
    String found =
        folders()
            .map(folder -> folder.resolve(program()))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst()
            .orElseGet(this::program);
    try {
      return new ProcessBuilder(found, verb).redirectError(Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new IOException("can't be run: " + e.getMessage(), e);
    }
  }

  /** Also where Docker Desktop and Homebrew put such programs, which an editor's PATH lacks. */
  private Stream<Path> folders() {
    return Stream.concat(
        variables.path(),
        Stream.of(
            variables.home().resolve(".docker/bin"),
            Path.of("/usr/local/bin"),
            Path.of("/opt/homebrew/bin")));
  }

  private static Answer answer(Process process, String input, Duration limit)
      throws IOException, InterruptedException {
    ByteArrayOutputStream said = new ByteArrayOutputStream(); // which is synchronized
    Thread reader = Threads.daemon("mayfly-credentials", () -> copy(process, said));
    reader.start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // it does not read, and may answer all the same
    }
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("does not answer within " + limit.toSeconds() + " s");
    }
    reader.join(OPEN.toMillis()); // what it has started may hold its output open
    return new Answer(process.exitValue(), said.toString(StandardCharsets.UTF_8).strip());
  }

  private static void copy(Process process, ByteArrayOutputStream to) {
    try {
      process.getInputStream().transferTo(to);
    } catch (IOException e) {
      // it was ended
    }
  }
}
