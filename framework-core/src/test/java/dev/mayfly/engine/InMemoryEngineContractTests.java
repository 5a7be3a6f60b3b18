package dev.mayfly.engine;

/** The in-memory engine keeps the rules that real engines keep. */
final class InMemoryEngineContractTests implements ContainerEngineContract {

  private final Workbench bench;

  InMemoryEngineContractTests() {
    InMemoryEngine engine = new InMemoryEngine();
    engine.image("busybox:1.35", Busybox.program());
    bench = Workbench.of(engine, "busybox:1.35");
  }

  @Override
  public Workbench bench() {
    return bench;
  }
}
