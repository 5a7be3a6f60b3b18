package dev.mayfly.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import dev.mayfly.ready.ReadyWhen;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MongoDbOptionsTests {

  private static ContainerSpec spec(MongoDbContainer container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image_that_lets_everybody_in() {
    MongoDbContainer container = MongoDbContainer.of();
    assertThat(spec(container).image().describe()).isEqualTo("mongo:8");
    assertThat(spec(container).ports()).containsExactly(Port.tcp(27017));
    assertThat(spec(container).command()).containsExactly("mongod");
    assertThat(container.database()).isEqualTo("test");
    assertThat(container.user()).isNull();
    assertThat(container.password()).isNull();
  }

  @Test
  void a_user_gets_a_password_and_a_password_a_user_since_the_image_wants_both() {
    MongoDbContainer ann = MongoDbContainer.of().user("ann");
    assertThat(spec(ann).env())
        .containsEntry("MONGO_INITDB_ROOT_USERNAME", "ann")
        .containsEntry("MONGO_INITDB_ROOT_PASSWORD", "mongodb");
    MongoDbContainer secret = MongoDbContainer.of().password("secret");
    assertThat(secret.user()).isEqualTo("root");
    assertThat(secret.password()).isEqualTo("secret");
    assertThat(secret.user("ann")).extracting(MongoDbContainer::password).isEqualTo("secret");
    assertThat(ann.password("secret")).extracting(MongoDbContainer::user).isEqualTo("ann");
  }

  @Test
  void a_connection_string_holds_the_login_encoded_and_where_it_is_kept() {
    Login login = Login.of(spec(MongoDbContainer.of().user("a@b").password("p: w/%")));
    assertThat(login.uri("host:1"))
        .isEqualTo(
            "mongodb://a%40b:p%3A%20w%2F%25@host:1/test?authSource=admin&directConnection=true");
    assertThat(login.in("orders").uri("host:1")).contains("@host:1/orders?");
    assertThat(login).asString().doesNotContain("p: w/%");
    assertThat(Login.of(spec(MongoDbContainer.of().database("orders"))).uri("host:1"))
        .isEqualTo("mongodb://host:1/orders?directConnection=true");
  }

  @Test
  void the_data_of_a_snapshot_is_on_no_volume_also_of_a_replica_set() {
    for (MongoDbContainer kept :
        List.of(
            MongoDbContainer.of().snapshot(),
            MongoDbContainer.of().snapshot().database("orders"),
            MongoDbContainer.of().replicaSet().snapshot(),
            MongoDbContainer.of().snapshot().replicaSet())) {
      assertThat(spec(kept).command())
          .startsWith("sh", "-c")
          .containsSubsequence("mongod", "--dbpath", "/mongo-data")
          .containsOnlyOnce("--dbpath");
    }
    assertThat(
            spec(MongoDbContainer.of()
                    .customize(spec -> spec.addArguments("--dbpath=/mine"))
                    .snapshot())
                .command())
        .containsExactly("mongod", "--dbpath=/mine");
  }

  @Test
  void scripts_are_numbered_in_the_order_given() {
    MongoDbContainer container =
        MongoDbContainer.of()
            .initScript("db/users.js", "db/fill.sh")
            .initScript(FileSource.text("0"));
    assertThat(spec(container).files())
        .extracting(CopiedFile::containerPath)
        .containsExactly(
            "/docker-entrypoint-initdb.d/000-users.js",
            "/docker-entrypoint-initdb.d/001-fill.sh",
            "/docker-entrypoint-initdb.d/002-script.js");
  }

  @Test
  void a_script_that_the_image_would_pass_over_is_refused() {
    assertThatThrownBy(() -> MongoDbContainer.of().initScript("db/schema.sql"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("class path resource db/schema.sql", ".js", ".sh");
  }

  @Test
  void a_replica_set_keeps_the_servers_arguments_and_is_made_once() {
    MongoDbContainer container =
        MongoDbContainer.of().customize(spec -> spec.command("mongod", "--quiet")).replicaSet();
    assertThat(spec(container).command())
        .startsWith("sh", "-c")
        .endsWith("mongod", "--quiet", "--config", "/etc/mayfly-replica-set.conf");
    assertThat(spec(container).files())
        .extracting(CopiedFile::containerPath)
        .containsExactly("/etc/mayfly-replica-set.conf", "/etc/mayfly-replica-set.js");
    assertThat(spec(container.replicaSet())).isEqualTo(spec(container));
  }

  @Test
  void a_readiness_of_the_users_own_stays() {
    MongoDbContainer container =
        MongoDbContainer.of()
            .customize(spec -> spec.readyWhen(ReadyWhen.port(27017)))
            .password("secret");
    assertThat(spec(container).readiness()).isEqualTo(ReadyWhen.port(27017));
  }

  @Test
  void an_option_returns_a_copy() {
    MongoDbContainer container = MongoDbContainer.of();
    assertThat(spec(container.database("orders"))).isNotEqualTo(spec(container));
    assertThat(spec(container)).isEqualTo(spec(MongoDbContainer.of()));
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(MongoDbContainer.class, MongoDbContainer.of())
        .filter(call -> !call.option().equals("slices"))
        .filter(call -> !call.option().equals("initScript"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }

  @Test
  void what_the_image_would_refuse_or_mayfly_could_not_know_is_refused_with_what_to_do() {
    assertThatThrownBy(() -> MongoDbContainer.of().password(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("The password is empty", "try: ");
    String file = "MONGO_INITDB_ROOT_PASSWORD_FILE";
    assertThatThrownBy(() -> MongoDbContainer.of().customize(spec -> spec.env(file, "/run/x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(file + " is set", "try: user(…) and password(…)");
  }
}
