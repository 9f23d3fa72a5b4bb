package zoodip.evaluator;

import io.quarkus.runtime.Quarkus;
import zoodip.diffusion.engine.EngineStartException;
import zoodip.diffusion.engine.MallocArenas;
import zoodip.diffusion.engine.TorchThread;

/** Scores until it is told to stop. */
public final class EvaluatorMain {
  private EvaluatorMain() {}

  public static void main(String... arguments) {
    MallocArenas.oneForThisProcess();
    try {
      // before anything waits for Kafka
      TorchThread.shared();
    } catch (EngineStartException e) {
      System.err.println("The evaluator cannot start: " + e.getMessage());
      System.exit(1);
    }
    Quarkus.run(arguments);
  }
}
