package dev.mayfly.junit;

import dev.mayfly.runtime.Settings;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Puts a run with an engine in memory where {@link Runs#of} looks for one, before it is looked for:
 * JUnit finds this extension by itself in a {@link TestRun}, and asks it first.
 */
public final class InMemoryRun implements ExecutionCondition {

  @Override
  @SuppressWarnings("deprecation") // the name that JUnit 5 and 6 both know
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Run.NAMESPACE)
        .getOrComputeIfAbsent(Run.class, key -> run(context), Run.class);
    return ConditionEvaluationResult.enabled("only prepares");
  }

  private static Run run(ExtensionContext context) {
    TestRun test = TestRun.of(context);
    return Run.alone(Settings.load(context::getConfigurationParameter), test::open);
  }
}
