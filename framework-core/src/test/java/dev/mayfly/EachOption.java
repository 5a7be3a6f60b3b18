package dev.mayfly;

import dev.mayfly.ready.ReadyWhen;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Each option of a description, given a value. {@link ContainerSpecTests} tells when one is not
 * among them.
 */
public final class EachOption {

  static final Consumer<LogLine> LINES = line -> {};
  static final String PATCH = "{\"HostConfig\": {\"CgroupnsMode\": \"private\"}}";
  static final LifecycleHook HOOK = new Hook("h");

  static final ContainerStarter<ContainerSpec> STARTER = start -> {};

  static final Witness<RunningContainer> WITNESS = new Silent();

  private EachOption() {}

  private record Silent() implements Witness<RunningContainer> {
    @Override
    public Map<String, byte[]> tell(RunningContainer container) {
      return Map.of();
    }
  }

  private record Hook(String name) implements LifecycleHook {
    @Override
    public void at(Occasion occasion) {}
  }

  /** By the name of the method, and what tells it from others of that name. */
  public static Map<String, UnaryOperator<ContainerSpec>> all() {
    Map<String, UnaryOperator<ContainerSpec>> all = new LinkedHashMap<>();
    all.put("image", spec -> spec.image(ImageName.parse("redis:8")));
    all.put("name", spec -> spec.name("name"));
    all.put("command", spec -> spec.command("a", "b"));
    all.put("addArguments", spec -> spec.command("a").addArguments("b"));
    all.put("entrypoint", spec -> spec.entrypoint("a"));
    all.put("env", spec -> spec.env("A", "1"));
    all.put("env map", spec -> spec.env(Map.of("C", "3")));
    all.put("secretEnv", spec -> spec.secretEnv("B", "2"));
    all.put("secret", spec -> spec.secret("blue-sky-1"));
    all.put("label", spec -> spec.label("l", "1"));
    all.put("workingDirectory", spec -> spec.workingDirectory("/w"));
    all.put("user", spec -> spec.user("70"));
    all.put("hostname", spec -> spec.hostname("h"));
    all.put("expose", spec -> spec.expose(80));
    all.put("expose udp", spec -> spec.expose(Port.udp(53)));
    all.put("stableAddress", ContainerSpec::stableAddress);
    all.put("when", spec -> spec.when(Moment.READY, HOOK));
    all.put("fixedPort", spec -> spec.fixedPort(8080, Port.tcp(80)));
    all.put("mount", spec -> spec.mount(Mount.tmpfs("/t")));
    all.put("copy", spec -> spec.copy(FileSource.text("x"), "/x"));
    all.put("extraHost", spec -> spec.extraHost("h", "10.0.0.1"));
    all.put("hostAccess", ContainerSpec::hostAccess);
    all.put("exposeHostPort", spec -> spec.exposeHostPort(8080));
    all.put("network", spec -> spec.network(NetworkSpec.of("n"), "a"));
    all.put("network handle", spec -> spec.network(Network.of("m")));
    all.put("memory", spec -> spec.memory(64L << 20));
    all.put("cpus", spec -> spec.cpus(0.5));
    all.put("sharedMemory", spec -> spec.sharedMemory(1 << 20));
    all.put("ulimit", spec -> spec.ulimit("nofile", 1, 2));
    all.put("addCapability", spec -> spec.addCapability("NET_ADMIN"));
    all.put("dropCapability", spec -> spec.dropCapability("NET_RAW"));
    all.put("privileged", ContainerSpec::privileged);
    all.put("init", ContainerSpec::init);
    all.put("platform", spec -> spec.platform("linux/arm64"));
    all.put("pull", spec -> spec.pull(PullPolicy.never()));
    all.put("readyWhen", spec -> spec.readyWhen(ReadyWhen.port(80)));
    all.put("startTimeout", spec -> spec.startTimeout(Duration.ofSeconds(5)));
    all.put("startAttempts", spec -> spec.startAttempts(3));
    all.put("snapshot", spec -> spec.snapshot(SnapshotSpec.of().version("1"), HOOK));
    all.put("engine", spec -> spec.engine("build-box"));
    all.put("keep", spec -> spec.keep(Keep.ON_FAILURE));
    all.put("witness", spec -> spec.witness(WITNESS));
    all.put("logConsumer", spec -> spec.logConsumer(LINES));
    all.put("startedBy", spec -> spec.startedBy(STARTER));
    all.put("createRequestPatch", spec -> spec.createRequestPatch(PATCH));
    return all;
  }
}
