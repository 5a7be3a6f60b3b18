package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ready.HttpReadiness;
import dev.mayfly.ready.LogReadiness;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.ready.TlsReadiness;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No option of any description takes null, and each says which one it was. */
class GivenNullTests {

  private static final Map<Class<?>, Object> DESCRIPTIONS =
      Map.ofEntries(
          Map.entry(ContainerSpec.class, ContainerSpec.of("app:1")),
          Map.entry(GenericContainer.class, GenericContainer.of("app:1")),
          Map.entry(ImageBuild.class, ImageBuild.of(java.nio.file.Path.of("."))),
          Map.entry(Dockerfile.class, Dockerfile.from("app:1")),
          Map.entry(JavaImage.class, JavaImage.of("app:1", GivenNullTests.class)),
          Map.entry(ImageName.class, ImageName.parse("app:1")),
          Map.entry(NetworkSpec.class, NetworkSpec.of("n")),
          Map.entry(Network.class, Network.of("n")),
          Map.entry(Mount.class, Mount.tmpfs("/t")),
          Map.entry(FileSource.class, FileSource.text("x")),
          Map.entry(CopiedFile.class, CopiedFile.of(FileSource.text("x"), "/x")),
          Map.entry(Resources.class, Resources.none()),
          Map.entry(Port.class, Port.tcp(1)),
          Map.entry(ExecSpec.class, ExecSpec.of("true")),
          Map.entry(ReadyWhen.class, ReadyWhen.running()),
          Map.entry(HttpReadiness.class, ReadyWhen.http("/")),
          Map.entry(LogReadiness.class, ReadyWhen.log("x")),
          Map.entry(TlsReadiness.class, ReadyWhen.tls(443)));

  @TestFactory
  Stream<DynamicTest> each_argument_that_is_null_is_refused_by_its_name() {
    return DESCRIPTIONS.entrySet().stream()
        .flatMap(type -> NullArguments.of(type.getKey(), type.getValue()))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }

  @TestFactory
  Stream<DynamicTest> the_options_of_a_container_are_named_in_the_message() {
    return NullArguments.of(ContainerSpec.class, ContainerSpec.of("app:1"))
        .filter(call -> !call.option().equals("of"))
        .map(
            call ->
                DynamicTest.dynamicTest(
                    call.toString(),
                    () -> assertThat(call.message()).containsIgnoringCase(call.noun())));
  }
}
