package dev.mayfly.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.FileSource;
import dev.mayfly.junit.Container;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server as in production, with a jar of a team's own. */
@Tag("docker")
class ProductionTests {

  @Container
  private static final KeycloakContainer logins =
      KeycloakContainer.of()
          .provider("till-theme", FileSource.bytes(theme()))
          .realm(FileSource.resource("shop-realm.json"))
          .production();

  private static byte[] theme() {
    Map<String, String> files =
        Map.of(
            "META-INF/keycloak-themes.json",
            "{\"themes\": [{\"name\": \"till\", \"types\": [\"login\"]}]}",
            "theme/till/login/theme.properties",
            "parent=keycloak");
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(jar)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new AssertionError("memory is not written", e);
    }
    return jar.toByteArray();
  }

  private static String ask(String path) throws IOException, InterruptedException {
    return new Admin("admin", "admin")
        .ask(logins.running().mappedAddress(KeycloakContainer.PORT), "GET", path, "")
        .body();
  }

  @Test
  void it_serves_by_plain_http_under_the_mapped_port() throws Exception {
    assertThat(logins.running().logs()).contains("Profile prod activated");
    assertThat(ask("/realms/shop/.well-known/openid-configuration"))
        .contains("\"issuer\":\"" + logins.realmUrl("shop") + "\"");
  }

  @Test
  void a_jar_is_one_of_its_providers() throws Exception {
    assertThat(ask("/admin/serverinfo")).contains("{\"name\":\"till\"");
  }
}
