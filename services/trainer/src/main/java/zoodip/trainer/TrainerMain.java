package zoodip.trainer;

import io.quarkus.runtime.Quarkus;
import zoodip.diffusion.engine.EngineStartException;
import zoodip.diffusion.engine.MallocArenas;
import zoodip.diffusion.engine.TorchThread;

/** Trains until it is told to stop. */
public final class TrainerMain {
  private TrainerMain() {}

  public static void main(String... arguments) {
    MallocArenas.oneForThisProcess();
    try {
      // before anything waits for Kafka
      TorchThread.shared();
    } catch (EngineStartException e) {
      System.err.println("The trainer cannot start: " + e.getMessage());
      System.exit(1);
    }
    Quarkus.run(arguments);
  }
}
