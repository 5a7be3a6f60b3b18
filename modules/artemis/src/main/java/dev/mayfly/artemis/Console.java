package dev.mayfly.artemis;

import dev.mayfly.ready.HttpInterface;
import dev.mayfly.ready.HttpInterface.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is asked of the broker by its console's Jolokia, past any proxy. */
record Console(InetSocketAddress server, Login login, Duration patience) {

  private static final String BROKER = "org.apache.activemq.artemis:broker=*";
  private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");

  /** Whether the broker is active; the answer holds {@code "Active":true} then. */
  Answer active() throws IOException {
    return http().ask("GET", "/console/jolokia/read/" + BROKER + "/Active", null);
  }

  /** The addresses that begin so. */
  List<String> addresses(String prefix) throws IOException {
    Answer answer =
        checked(http().ask("GET", "/console/jolokia/read/" + BROKER + "/AddressNames", null));
    Matcher list = Pattern.compile("\"AddressNames\":\\[([^]]*)]").matcher(answer.body());
    return list.find()
        ? NAME.matcher(list.group(1))
            .results()
            .map(name -> name.group(1))
            .filter(name -> name.startsWith(prefix))
            .toList()
        : List.of();
  }

  /** Deletes an address with its queues, whoever uses them. */
  void delete(String address) throws IOException {
    String json =
        "{\"type\":\"exec\",\"mbean\":\"org.apache.activemq.artemis:broker=\\\"%s\\\"\","
            + "\"operation\":\"deleteAddress(java.lang.String,boolean)\","
            + "\"arguments\":[\"%s\",true]}";
    checked(http().ask("POST", "/console/jolokia", json.formatted(brokerName(), address)));
  }

  private String brokerName() throws IOException {
    Matcher name =
        Pattern.compile("broker=\\\\\"([^\"\\\\]+)\\\\\"").matcher(checked(active()).body());
    return name.find() ? name.group(1) : "0.0.0.0";
  }

  private HttpInterface http() {
    return HttpInterface.at(server, patience).basicAuth(login.user(), login.password());
  }

  /** Jolokia says with the status 200 that it failed. */
  private static Answer checked(Answer answer) throws IOException {
    if (!answer.isGood() || !answer.body().contains("\"status\":200")) {
      throw new IOException("Artemis answered " + answer);
    }
    return answer;
  }
}
