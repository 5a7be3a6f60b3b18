package dev.mayfly.browser;

import java.net.MalformedURLException;
import java.net.URL;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.codec.w3c.W3CHttpCommandCodec;
import org.openqa.selenium.remote.codec.w3c.W3CHttpResponseCodec;

/** Selenium's driver in a session that is open already. */
final class AttachedDriver extends RemoteWebDriver {

  AttachedDriver(BrowserSession session) throws MalformedURLException {
    setCommandExecutor(new Commands(session.url().toURL()));
    setSessionId(session.name());
  }

  private static final class Commands extends HttpCommandExecutor {
    Commands(URL server) {
      super(server);
      commandCodec = new W3CHttpCommandCodec();
      responseCodec = new W3CHttpResponseCodec();
    }
  }
}
