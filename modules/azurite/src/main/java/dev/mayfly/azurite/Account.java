package dev.mayfly.azurite;

import dev.mayfly.ContainerSpec;
import dev.mayfly.arguments.Given;
import java.net.URI;
import java.util.Base64;
import java.util.Map;

/** The account that clients use: the one that Azurite documents, or one of the user's. */
record Account(String name, String key) {

  private static final String VARIABLE = "AZURITE_ACCOUNTS";

  /** In Azurite's own documentation, and so no secret. */
  private static final Account WELL_KNOWN =
      new Account(
          "devstoreaccount1",
          "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==");

  Account {
    Given.text(key, "key");
    if (!Given.name(name, "name").matches("[a-z0-9]{3,24}")) {
      throw new IllegalArgumentException(
          "account " + Given.quoted(name) + " is no name of one; use 3 to 24 of a-z and 0-9.");
    }
    if (!isBase64(key)) {
      throw new IllegalArgumentException(
          "The key of the account " + name + " is no Base64. try: Base64 of any bytes");
    }
  }

  private static boolean isBase64(String key) {
    try {
      return Base64.getDecoder().decode(key).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static Account of(Map<String, String> env) {
    String account = env.get(VARIABLE);
    if (account == null) {
      return WELL_KNOWN;
    }
    int colon = account.indexOf(':');
    return new Account(account.substring(0, colon), account.substring(colon + 1));
  }

  ContainerSpec in(ContainerSpec spec) {
    return spec.secretEnv(VARIABLE, name + ":" + key).secret(key);
  }

  URI at(URI service) {
    return service.resolve("/" + name);
  }

  String connectionString(URI blobs, URI queues, URI tables) {
    return "DefaultEndpointsProtocol=http;AccountName=%s;AccountKey=%s;".formatted(name, key)
        + "BlobEndpoint=%s;QueueEndpoint=%s;TableEndpoint=%s;"
            .formatted(at(blobs), at(queues), at(tables));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return name;
  }
}
