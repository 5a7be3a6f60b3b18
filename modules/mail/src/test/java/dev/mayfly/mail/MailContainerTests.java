package dev.mayfly.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.runtime.Containers;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Properties;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class MailContainerTests {

  // tag::example[]
  @Container
  private static final MailContainer mail =
      MailContainer.of().user("ann@shop.example", "secret-word");

  // end::example[]

  private static final Session session = Session.getInstance(new Properties());

  private static void send(String receiver, String subject) throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom("till@shop.example");
    message.setRecipients(Message.RecipientType.TO, receiver);
    message.setSubject(subject);
    message.setText("Thank you.");
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect(mail.host(), mail.port(), null, null);
      transport.sendMessage(message, InternetAddress.parse(receiver));
    }
  }

  private static Message[] received(String protocol, int port, String user, String password)
      throws MessagingException {
    try (Store store = session.getStore(protocol)) {
      store.connect(mail.host(), port, user, password);
      try (Folder folder = store.getFolder("INBOX")) {
        folder.open(Folder.READ_ONLY);
        Message[] messages = folder.getMessages();
        for (Message message : messages) {
          message.getSubject(); // is fetched while the folder is open
        }
        return messages;
      }
    }
  }

  // tag::example[]
  @RepeatedTest(3)
  void each_test_has_a_mailbox_of_its_own(@Isolated Mailbox buyer) throws Exception {
    send(buyer.mailAddress(), "Your receipt");
    assertThat(received("imap", mail.imapPort(), buyer.mailAddress(), buyer.password()))
        .extracting(Message::getSubject)
        .containsExactly("Your receipt");
    assertThat(received("pop3", mail.pop3Port(), buyer.mailAddress(), buyer.password())).hasSize(1);
  }

  // end::example[]

  @Test
  void a_user_reads_mail_until_it_is_reset() throws Exception {
    send("ann@shop.example", "Closing time");
    int port = mail.imapPort();
    assertThat(received("imap", port, "ann@shop.example", "secret-word")).hasSize(1);
    mail.reset();
    assertThat(received("imap", port, "ann@shop.example", "secret-word")).isEmpty();
  }

  @Test
  void who_gives_another_password_is_not_let_in() {
    assertThatThrownBy(() -> received("imap", mail.imapPort(), "ann@shop.example", "guess"))
        .isInstanceOf(AuthenticationFailedException.class);
  }

  @Test
  void a_mailbox_that_is_deleted_is_gone_and_what_is_refused_is_told() throws Exception {
    try (SliceMaker<Mailbox> maker = mail.slices(mail.running(), "0123456789ab")) {
      String name = maker.make(Mailbox.of());
      assertThat(name).isEqualTo("mayfly-0123456789ab-1@mayfly.test");
      assertThat(maker.isThere(name)).isTrue();
      maker.drop(name);
      assertThat(maker.isThere(name)).isFalse();
      assertThatThrownBy(() -> maker.drop(name))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("GreenMail answered 400")
          .hasMessageContaining("not found");
    }
  }

  @Test
  void clients_and_other_containers_have_an_address_each() {
    assertThat(mail.address()).isEqualTo(mail.host() + ":" + mail.port());
    assertThat(mail.networkAddress()).isEqualTo("mail:3025");
    assertThat(mail.networkUrl()).hasToString("http://mail:8080");
  }

  @Test
  void an_option_that_its_java_does_not_know_fails_the_start_with_its_words() {
    try (Containers containers = Containers.open()) {
      MailContainer broken =
          MailContainer.of().customize(spec -> spec.env("JAVA_OPTS", "-XX:Nonsense"));
      assertThatThrownBy(() -> containers.start(broken))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("Unrecognized VM option 'Nonsense'");
    }
  }

  @Test
  void an_image_of_another_product_fails_the_start() {
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(MailContainer.of("busybox:1.35")))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("it ended with exit code 0 before it was ready");
    }
  }
}
