package dev.mayfly.rewrite;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;

/** Tells of each variable for itself why it can't be moved, if so. */
final class Judge {

  /** What Mayfly's {@code @ServiceConnection} knows by its type. */
  private static final Pattern CONNECTED =
      Pattern.compile(
          "mayfly-(postgresql|mysql|mariadb|mongodb|kafka|rabbitmq|elasticsearch|neo4j|cassandra|pulsar)");

  private final Sources sources;
  private final Plan plan;

  Judge(Sources sources, Plan plan) {
    this.sources = sources;
    this.plan = plan;
  }

  /** Adds the reasons to the subject. */
  void judge(Subject subject) {
    Subject.Declared declared = subject.declared();
    if (declared == null) {
      subject.reasons().add("it is declared elsewhere");
      return;
    }
    if (subject.values().isEmpty() && subject.isMoved()) {
      subject.reasons().add("it gets no value here");
    }
    if (sources.isImported(declared.owner())) {
      subject
          .reasons()
          .add("@ImportTestcontainers takes it; a @Bean method that returns a handle is the like");
    }
    subject.values().forEach(value -> judgeValue(subject, declared, value));
    subject.uses().forEach(use -> judgeUse(subject, declared, use));
    judgeStart(subject, declared);
  }

  private void judgeValue(Subject subject, Subject.Declared declared, Expression value) {
    Rendering code = plan.render(subject, value);
    subject.reasons().addAll(code.reasons());
    if (subject.isBean() && sources.isInjected(CallChain.of(value).start().getType())) {
      subject.reasons().add("a parameter or a field gets the bean as a type of Testcontainers");
    }
    for (String other : code.needs()) {
      subject.companions().add(other);
      sources.subject(other).companions().add(subject.key());
    }
    boolean alone =
        code.dependencies().values().stream()
            .map(sources::subject)
            .map(Subject::declared)
            .anyMatch(
                other ->
                    other == null || !other.annotated() || !other.owner().equals(declared.owner()));
    if (!code.dependencies().isEmpty() && (!declared.annotated() || alone)) {
      subject
          .reasons()
          .add(
              "dependsOn is an attribute of @Container here, and names fields of the class that have it");
    }
    if (code.text().contains("spec ->") && mentions(value, declared)) {
      subject.reasons().add("its file has a variable spec, which options' lambdas would hide");
    }
    Set<String> products =
        subject.values().stream()
            .map(one -> Theirs.typeName(CallChain.of(one).start().getType()))
            .collect(Collectors.toSet());
    if (declared.isContainer() && products.size() > 1) {
      subject.reasons().add("it holds containers of several types");
    }
  }

  private boolean mentions(Expression value, Subject.Declared declared) {
    J.CompilationUnit unit = sources.units().get(declared.file());
    return unit != null
        && unit.printAll().matches("(?s).*\\bspec\\b.*")
        && !Code.print(value).isEmpty();
  }

  private void judgeUse(Subject subject, Subject.Declared declared, Subject.Use use) {
    String method = use.method();
    if (method.equals(Theirs.DEEP_START) || subject.values().isEmpty()) {
      return;
    }
    Optional<Product> product = plan.product(subject);
    if (product.isEmpty()) {
      subject.reasons().add(Reasons.ofMethod(method));
      return;
    }
    String ofService =
        Theirs.isCompose(subject.values().get(0).getType())
            ? plan.services(subject).reason(use)
            : null;
    if (ofService != null) {
      subject.reasons().add(ofService);
    }
    boolean known =
        Getters.find(product.get(), use.method(), use.arguments(), use.isReference()).isPresent();
    if (!known && subject.reasons().stream().noneMatch(reason -> reason.startsWith(method + "("))) {
      subject.reasons().add(Reasons.ofMethod(method));
    }
    if (method.equals("getFirstMappedPort")
        && product.get().port() == 0
        && plan.firstPort(subject) == null) {
      subject.reasons().add("getFirstMappedPort() needs a port that the description exposes");
    }
    if (List.of("stop", "close").contains(method) && declared.annotated()) {
      subject
          .reasons()
          .add(
              method
                  + "() ends it in a test, and Mayfly's are ended by the test; running().stop(…) ends the process");
    }
  }

  private void judgeStart(Subject subject, Subject.Declared declared) {
    boolean deep = subject.uses().stream().anyMatch(use -> use.method().equals(Theirs.DEEP_START));
    if (deep && !plan.isShared(subject)) {
      subject
          .reasons()
          .add("Startables.deepStart(…) has no twin; what @Container declares starts side by side");
    }
    boolean networked =
        subject.values().stream()
            .anyMatch(value -> CallChain.of(value).call("withNetwork").isPresent());
    if (declared.isContainer()
        && networked
        && subject.isStartedByHand()
        && !plan.isShared(subject)) {
      subject
          .reasons()
          .add(
              "it is started by hand, in a session of its own, where it finds no other containers; @Container declares it");
    }
    boolean generic = plan.product(subject).map(one -> one.port() == 0).orElse(true);
    if (declared.connected() && generic && subject.isMoved()) {
      subject
          .reasons()
          .add("@ServiceConnection wants the type of a module, such as RedisContainer");
    }
    boolean connects =
        plan.product(subject)
            .filter(one -> CONNECTED.matcher(one.artifact()).matches())
            .isPresent();
    if (declared.connected() && !connects && subject.isMoved()) {
      subject
          .reasons()
          .add("Mayfly's @ServiceConnection does not know it; @DynamicPropertySource is the like");
    }
  }
}
