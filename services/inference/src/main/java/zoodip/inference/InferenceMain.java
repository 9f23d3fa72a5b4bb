package zoodip.inference;

import io.quarkus.runtime.Quarkus;
import zoodip.diffusion.engine.EngineStartException;
import zoodip.diffusion.engine.MallocArenas;
import zoodip.diffusion.engine.TorchThread;

/** Generates images until it is told to stop. */
public final class InferenceMain {
  private InferenceMain() {}

  public static void main(String... arguments) {
    MallocArenas.oneForThisProcess();
    try {
      // before anything waits for Kafka
      TorchThread.shared();
    } catch (EngineStartException e) {
      System.err.println("Inference cannot start: " + e.getMessage());
      System.exit(1);
    }
    Quarkus.run(arguments);
  }
}
