package dev.mayfly.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KeycloakOptionsTests {

  private static ContainerSpec spec(KeycloakContainer container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image_in_development_mode() {
    ContainerSpec spec = spec(KeycloakContainer.of());
    assertThat(spec.image().describe()).isEqualTo("quay.io/keycloak/keycloak:26.7");
    assertThat(spec.ports()).containsExactly(Port.tcp(8080), Port.tcp(9000));
    assertThat(spec.command()).containsExactly("start-dev");
  }

  @Test
  void an_admin_reaches_the_image_and_the_getters_and_the_password_is_a_secret() {
    KeycloakContainer container = KeycloakContainer.of().admin("ann", "never-told");
    assertThat(container.adminUser()).isEqualTo("ann");
    assertThat(container.adminPassword()).isEqualTo("never-told");
    assertThat(spec(container).toString()).contains("ann").doesNotContain("never-told");
    assertThat(new Admin("ann", "never-told")).hasToString("ann");
  }

  @Test
  void realms_are_imported_from_files_that_keep_their_names() {
    ContainerSpec spec =
        spec(
            KeycloakContainer.of()
                .realm(FileSource.resource("realms/shop-realm.json"), FileSource.text("{}"))
                .realm(FileSource.text("{}")));
    assertThat(spec.command()).containsExactly("start-dev", "--import-realm");
    assertThat(spec.files())
        .extracting(CopiedFile::containerPath)
        .containsExactly(
            "/opt/keycloak/data/import/shop-realm.json",
            "/opt/keycloak/data/import/unnamed-1.json",
            "/opt/keycloak/data/import/unnamed-2.json");
    assertThatThrownBy(() -> KeycloakContainer.of().realm(FileSource.resource("shop.yaml")))
        .hasMessageContaining("shop.yaml");
  }

  @Test
  void production_keeps_the_options_that_were_given_before() {
    FileSource file = FileSource.text("{}");
    assertThat(spec(KeycloakContainer.of().realm(file).production()).command())
        .containsExactly(
            "start", "--http-enabled=true", "--hostname-strict=false", "--import-realm");
  }

  @Test
  void features_and_providers_are_told_as_the_image_reads_them() {
    ContainerSpec spec =
        spec(
            KeycloakContainer.of()
                .features("scripts", "docker")
                .provider("shop", FileSource.text("jar")));
    assertThat(spec.env()).containsEntry("KC_FEATURES", "scripts,docker");
    assertThat(spec.files())
        .extracting(CopiedFile::containerPath)
        .containsExactly("/opt/keycloak/providers/shop.jar");
  }

  @Test
  void a_realm_with_a_blank_has_an_address() {
    assertThat(Admin.realm(URI.create("http://h:1"), "my shop"))
        .hasToString("http://h:1/realms/my%20shop");
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(KeycloakContainer.class, KeycloakContainer.of())
        .filter(call -> !call.option().equals("slices"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }
}
