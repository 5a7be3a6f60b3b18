package dev.mayfly.compose;

import dev.mayfly.MayflyException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests that are left out where there is no Compose; {@code bin/test} installs it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCompose.Condition.class)
@interface NeedsCompose {

  /** Looks for Compose. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      try {
        return ConditionEvaluationResult.enabled(
            ComposeBinary.ofThisMachine().command().toString());
      } catch (MayflyException e) {
        return ConditionEvaluationResult.disabled(e.getMessage());
      }
    }
  }
}
