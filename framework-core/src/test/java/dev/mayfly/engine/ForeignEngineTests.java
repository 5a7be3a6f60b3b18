package dev.mayfly.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an adapter need not have. */
class ForeignEngineTests {

  /** It has nothing but what the port gives it. */
  private static ContainerEngine bare() {
    return (ContainerEngine)
        Proxy.newProxyInstance(
            ForeignEngineTests.class.getClassLoader(),
            new Class<?>[] {ContainerEngine.class},
            (proxy, method, arguments) ->
                InvocationHandler.invokeDefault(
                    proxy, method, arguments == null ? new Object[0] : arguments));
  }

  @Test
  void an_adapter_without_relays_refuses_them_by_itself() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> bare().createRelay(new RelayRequest("relay", "", Map.of())))
        .withMessageContaining("leads no container to ports")
        .satisfies(refusal -> assertThat(refusal.isUnreachable()).isFalse());
  }

  @Test
  void one_that_can_not_be_examined_has_nothing_to_tell() {
    assertThat(bare().examine()).isEmpty();
  }
}
