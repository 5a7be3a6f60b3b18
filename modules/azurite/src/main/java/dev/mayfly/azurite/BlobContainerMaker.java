package dev.mayfly.azurite;

import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.SliceNames;
import dev.mayfly.ready.HttpInterface;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Gives out names that containers of blobs begin with, and deletes what then begins with them.
 * Thread-safe; no connection is kept.
 *
 * <p>Names contain the run. What a killed run left in a server that outlives it stays there under
 * names that nobody uses any more.
 */
final class BlobContainerMaker implements SliceMaker<BlobContainers> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern NAME = Pattern.compile("<Name>([^<]+)</Name>");

  private final RunningContainer container;
  private final SliceNames names;

  BlobContainerMaker(RunningContainer container, String run) {
    this.container = container;
    this.names = SliceNames.of(run, '-');
  }

  @Override
  public String make(BlobContainers description) {
    return names.next();
  }

  @Override
  public void drop(String name) throws IOException {
    String list = ask("GET", "?comp=list&prefix=" + name + "-&");
    List<String> containers = NAME.matcher(list).results().map(found -> found.group(1)).toList();
    for (String found : containers) {
      ask("DELETE", "/" + found + "?restype=container&");
    }
  }

  private String ask(String method, String path) throws IOException {
    Account account = Account.of(container.spec().env());
    HttpInterface.Answer answer =
        HttpInterface.at(container.mappedAddress(AzuriteContainer.BLOB_PORT), PATIENCE)
            .ask(method, "/" + account.name() + path + Signature.of(account), null);
    if (!answer.isGood()) {
      throw new IOException("Azurite answered " + answer);
    }
    return answer.body();
  }
}
