package dev.mayfly.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import dev.mayfly.junit.Isolated;
import dev.mayfly.redis.RedisContainer;
import dev.mayfly.redis.RedisDatabase;
import dev.mayfly.runtime.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.aot.generate.FileSystemGeneratedFiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.aot.TestContextAotGenerator;

/** Contexts that Spring generates ahead of time, compiled, and run in a JVM of their own. */
@Timeout(value = 180, threadMode = ThreadMode.SEPARATE_THREAD)
final class AheadOfTimeTests {

  private static final String GENERATING = "spring.aot.processing";
  private static final String SCOPE = "mayfly.scope.static";
  private static final String ENGINE = "mayfly.docker.host";

  @SpringBootTest(classes = Cache.class)
  static class OfAField {

    @Container @ServiceConnection static RedisContainer redis;

    @Autowired Cache cache;

    @Test
    void answers() throws IOException {
      assertThat(cache.ask("PING")).isEqualTo("+PONG");
    }
  }

  @SpringBootTest(classes = Cache.class)
  static class Base {

    @Container(scope = ContainerScope.SUITE)
    @ServiceConnection
    static RedisContainer shared;

    @Autowired Cache cache;

    @Test
    void answers() throws IOException {
      assertThat(cache.ask("PING")).isEqualTo("+PONG");
    }
  }

  static class First extends Base {}

  static class Second extends Base {}

  /** Both run at once, and end only when both have seen their data. */
  @SpringBootTest(classes = Cache.class)
  @Execution(ExecutionMode.CONCURRENT)
  static class AtOnce {

    static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @Autowired Cache cache;

    @Test
    void finds_only_what_it_wrote() throws Exception {
      BOTH.await(60, TimeUnit.SECONDS);
      assertThat(cache.ask("SET " + getClass().getSimpleName() + " 1")).isEqualTo("+OK");
      BOTH.await(60, TimeUnit.SECONDS);
      assertThat(cache.ask("DBSIZE")).isEqualTo(":1");
      BOTH.await(60, TimeUnit.SECONDS);
    }
  }

  static class WithAPart extends AtOnce {

    @Container(scope = ContainerScope.SUITE)
    static RedisContainer server;

    @Isolated @ServiceConnection static RedisDatabase database;
  }

  static class FirstPart extends WithAPart {}

  static class SecondPart extends WithAPart {}

  static class WithItsOwn extends AtOnce {

    @Container(scope = ContainerScope.CLASS)
    @ServiceConnection
    static RedisContainer own;
  }

  static class FirstOwn extends WithItsOwn {}

  static class SecondOwn extends WithItsOwn {}

  @SpringBootTest(classes = Cache.class)
  static class Inherited {

    @Container @ServiceConnection static RedisContainer redis;
  }

  static class FirstHeir extends Inherited {

    @Nested
    class Within {
      @Test
      void is_not_run() {}
    }
  }

  static class SecondHeir extends Inherited {}

  @Configuration(proxyBeanMethods = false)
  static class Services {

    @Bean
    @ServiceConnection
    RedisContainer redis() {
      return RedisContainer.of();
    }
  }

  @SpringBootTest(classes = Cache.class)
  @Import(Services.class)
  static class OfABean {

    @Autowired Cache cache;

    @Test
    void answers() throws IOException {
      assertThat(cache.ask("PING")).isEqualTo("+PONG");
    }
  }

  @TempDir private Path folder;
  private volatile @Nullable Process jvm;

  @AfterEach
  void asOthers() {
    Process started = jvm;
    if (started != null) {
      started.destroyForcibly();
    }
    System.clearProperty(GENERATING);
    System.clearProperty(ENGINE);
    System.clearProperty(SCOPE);
  }

  private void generate(Class<?>... tests) {
    System.setProperty(GENERATING, "true");
    new TestContextAotGenerator(new FileSystemGeneratedFiles(folder))
        .processAheadOfTime(Stream.of(tests));
    System.clearProperty(GENERATING);
  }

  private List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".java")).toList();
    }
  }

  private long contexts() throws IOException {
    return sources().stream()
        .filter(name -> name.endsWith("_ApplicationContextInitializer.java"))
        .count();
  }

  /** What came of the tests in a JVM of their own, and what their applications did. */
  private String run(Class<?>... tests) throws IOException {
    String classPath = folder + File.pathSeparator + System.getProperty("java.class.path");
    compile(classPath);
    Process started =
        ForkedJvm.of(
                List.of("-Dspring.aot.enabled=true", "-Dmayfly.report=off"),
                classPath,
                Tests.class,
                Stream.of(tests).map(Class::getName).toList())
            .start();
    jvm = started;
    String words = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return words
        .lines()
        .reduce((first, last) -> last)
        .orElseThrow(() -> new AssertionError("the JVM of the tests wrote nothing"));
  }

  private void compile(String classPath) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-parameters"));
    arguments.addAll(List.of("-cp", classPath, "-d", folder.toString()));
    arguments.addAll(sources());
    String[] all = arguments.toArray(String[]::new);
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, all)).isZero();
  }

  @Test
  void to_generate_contexts_asks_no_engine() throws IOException {
    System.setProperty(ENGINE, "tcp://127.0.0.1:1");
    Cache.SEEN.clear();

    generate(OfAField.class, OfABean.class);

    assertThat(contexts()).isEqualTo(2);
    assertThat(Cache.SEEN).isEmpty();
    assertThat(sources()).noneMatch(name -> name.contains("HandleBeans"));
  }

  @Tag("docker")
  @Test
  void the_generated_context_of_a_field_is_connected_and_closed_before_its_container()
      throws IOException {
    generate(OfAField.class);

    assertThat(run(OfAField.class)).isEqualTo("1 passed [] [opened, closed +PONG]");
  }

  @Tag("docker")
  @Test
  void classes_that_inherit_a_shared_container_share_the_generated_context() throws IOException {
    generate(First.class, Second.class);

    assertThat(contexts()).isEqualTo(1);
    assertThat(run(First.class, Second.class)).isEqualTo("2 passed [] [opened, closed +PONG]");
  }

  @Test
  void what_a_class_inherits_is_generated_once_unless_the_project_gives_each_class_its_own() {
    assertThat(generatedPlaces(FirstHeir.class)).isEqualTo(generatedPlaces(SecondHeir.class));
    assertThat(generatedPlaces(FirstHeir.class)).isNotEqualTo(generatedPlaces(Inherited.class));

    System.setProperty(SCOPE, "class");
    assertThat(generatedPlaces(FirstHeir.class)).isNotEqualTo(generatedPlaces(SecondHeir.class));
    assertThat(generatedPlaces(FirstHeir.Within.class)).isEqualTo(generatedPlaces(FirstHeir.class));
  }

  private static List<String> generatedPlaces(Class<?> test) {
    return ConnectedFields.of(test).stream().map(Connected::generatedPlace).toList();
  }

  @Tag("docker")
  @Test
  void classes_at_once_that_inherit_a_part_of_a_server_have_a_generated_context_each()
      throws IOException {
    generate(FirstPart.class, SecondPart.class);

    assertThat(contexts()).isEqualTo(2);
    assertThat(run(FirstPart.class, SecondPart.class))
        .isEqualTo("2 passed [] [opened, opened, closed +PONG, closed +PONG]");
  }

  @Tag("docker")
  @Test
  void classes_at_once_that_inherit_a_container_of_each_have_a_generated_context_each()
      throws IOException {
    generate(FirstOwn.class, SecondOwn.class);

    assertThat(contexts()).isEqualTo(2);
    assertThat(run(FirstOwn.class, SecondOwn.class))
        .isEqualTo("2 passed [] [opened, opened, closed +PONG, closed +PONG]");
  }

  @Tag("docker")
  @Test
  void the_generated_context_of_a_bean_starts_its_container() throws IOException {
    generate(OfABean.class);

    assertThat(run(OfABean.class)).isEqualTo("1 passed [] [opened]");
  }
}
