package zoodip.systemtests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a test where a Kubernetes control plane is, and says so in one line. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsLab.LabCondition.class)
@interface NeedsLab {
  /** The system property with the path of the control plane's kubeconfig. */
  String KUBECONFIG = "lab.kubeconfig";

  /** The system property that is {@code keda} where KEDA's operator scales. */
  String KEDA = "lab.keda";

  /** Asks for the system property that infra/lab/scale.sh sets. */
  final class LabCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (System.getProperty(KUBECONFIG) != null) {
        return ConditionEvaluationResult.enabled("There is a control plane");
      }
      String reason =
          context.getDisplayName()
              + " is skipped: it needs a Kubernetes control plane, which infra/lab/scale.sh builds"
              + " with Go 1.26 and starts";
      System.out.println(reason);
      return ConditionEvaluationResult.disabled(reason);
    }
  }
}
