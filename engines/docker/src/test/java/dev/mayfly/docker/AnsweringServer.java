package dev.mayfly.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A server that answers questions by their first lines, and remembers what it was asked. */
final class AnsweringServer implements AutoCloseable {

  private final Map<String, String> answers;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final ScriptedServer server;
  private final Transport transport;

  private AnsweringServer(Path directory, Map<String, String> answers) throws IOException {
    this.answers = answers;
    this.server = ScriptedServer.start(directory, this::answer);
    this.transport = new Transport(server.address(), Limits.usual());
  }

  /**
   * @param answers bodies, or whole responses, by the beginning of the question after the version
   */
  static AnsweringServer start(Path directory, Map<String, String> answers) throws IOException {
    return new AnsweringServer(directory, answers);
  }

  private void answer(Peer peer) throws IOException {
    for (String line = peer.readRequest(); !line.isEmpty(); line = peer.readRequest()) {
      String question = line.replace(" HTTP/1.1", "").replace("/v1.41", "");
      asked.add(question);
      peer.write(answerTo(question));
    }
  }

  private String answerTo(String question) {
    String answer =
        answers.entrySet().stream()
            .filter(entry -> question.startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow(() -> new AssertionError("Nobody expected " + question));
    return answer.startsWith("HTTP/") ? answer : Peer.response("200 OK", answer);
  }

  Api api() {
    return new Api(transport, "1.41");
  }

  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() throws IOException {
    transport.close();
    server.close();
  }
}
