package zoodip.systemtests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a test where the services of an earlier commit were built, and says so in one line. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsEarlierBuild.EarlierBuildCondition.class)
@interface NeedsEarlierBuild {
  /** Asks for the system property that the profile sets. */
  final class EarlierBuildCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (System.getProperty("app." + ServiceVersion.EARLIER.of("trainer")) != null) {
        return ConditionEvaluationResult.enabled("The services of an earlier commit are there");
      }
      String reason =
          context.getDisplayName()
              + " is skipped: it needs the services of an earlier commit, which -Pupgrade builds";
      System.out.println(reason);
      return ConditionEvaluationResult.disabled(reason);
    }
  }
}
