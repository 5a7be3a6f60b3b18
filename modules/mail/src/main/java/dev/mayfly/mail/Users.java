package dev.mayfly.mail;

import dev.mayfly.ContainerSpec;
import dev.mayfly.arguments.Given;
import java.util.regex.Pattern;

/** The users that a description tells GreenMail of: nobody, so that all may log in, or some. */
final class Users {

  private static final String SERVICES = "GREENMAIL_OPTS";
  private static final String ALL = "-Dgreenmail.setup.test.all -Dgreenmail.hostname=0.0.0.0";
  private static final String NOBODY = ALL + " -Dgreenmail.auth.disabled";
  private static final String KNOWN = ALL + " -Dgreenmail.users.login=email";
  private static final String LIST = " -Dgreenmail.users=";
  private static final Pattern ADDRESS = Pattern.compile("[^\\s,:@]+@[^\\s,:@]+");
  private static final Pattern PASSWORD = Pattern.compile("[^\\s,:@]+");
  private static final int LEAST_SECRET = 4;

  private Users() {}

  static ContainerSpec none(ContainerSpec spec) {
    return spec.env(SERVICES, NOBODY);
  }

  static ContainerSpec add(ContainerSpec spec, String address, String password) {
    Given.text(password, "password");
    if (!ADDRESS.matcher(Given.name(address, "mailAddress")).matches()) {
      throw new IllegalArgumentException(
          Given.quoted(address) + " is no mail address, such as ann@shop.example.");
    }
    if (!PASSWORD.matcher(password).matches()) {
      throw new IllegalArgumentException(
          "The password of "
              + address
              + " is empty, or holds a blank, comma, colon or \"@\", at"
              + " which GreenMail would cut it. try: another one.");
    }
    int at = address.indexOf('@');
    String user = address.substring(0, at) + ":" + password + address.substring(at);
    String before = spec.env().getOrDefault(SERVICES, "");
    String all = before.contains(LIST) ? before + "," + user : KNOWN + LIST + user;
    ContainerSpec more = spec.secretEnv(SERVICES, all);
    return password.length() < LEAST_SECRET ? more : more.secret(password);
  }
}
