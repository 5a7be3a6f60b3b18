package dev.mayfly.mail;

import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.ready.HttpInterface;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is asked of GreenMail's own interface. */
record Api(InetSocketAddress server) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static Api of(RunningContainer container) {
    return new Api(container.mappedAddress(MailContainer.API_PORT));
  }

  void addUser(String address, String password) throws IOException {
    String json = "{\"email\": \"%1$s\", \"login\": \"%1$s\", \"password\": \"%2$s\"}";
    ask("POST", "/api/user", json.formatted(address, password));
  }

  boolean hasUser(String address) throws IOException {
    return ask("GET", "/api/user", null).contains("\"email\":\"" + address + "\"");
  }

  void deleteUser(String address) throws IOException {
    ask("DELETE", "/api/user/" + address, null);
  }

  void purge() {
    try {
      ask("POST", "/api/mail/purge", "");
    } catch (IOException e) {
      throw new MayflyException("The mail could not be deleted: " + e.getMessage(), e);
    }
  }

  private String ask(String method, String path, @Nullable String json) throws IOException {
    HttpInterface.Answer answer = HttpInterface.at(server, PATIENCE).ask(method, path, json);
    if (!answer.isGood()) {
      throw new IOException("GreenMail answered " + answer);
    }
    return answer.body();
  }
}
