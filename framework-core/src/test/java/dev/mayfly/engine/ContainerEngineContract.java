package dev.mayfly.engine;

import org.junit.jupiter.api.AfterEach;

/**
 * What every engine must do, whichever it is: a test class of an engine implements this interface
 * and so inherits the tests.
 *
 * <p>Its {@link #bench()} is to be a field of the test's instance, so that each test has its own.
 */
public interface ContainerEngineContract
    extends LifecycleContract,
        NewsContract,
        RefusalContract,
        ExecContract,
        LogContract,
        AttachContract,
        FileContract,
        NetworkContract,
        ImageContract {

  @Override
  Workbench bench();

  @AfterEach
  default void remove_what_the_test_made() {
    bench().close();
  }
}
