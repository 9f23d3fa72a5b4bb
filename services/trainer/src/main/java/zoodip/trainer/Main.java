package zoodip.trainer;

import io.quarkus.runtime.Quarkus;
import zoodip.diffusion.engine.Engine;
import zoodip.diffusion.engine.EngineStartException;
import zoodip.diffusion.engine.MallocArenas;

/** Trains until it is told to stop. */
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    MallocArenas.oneForThisProcess();
    try {
      // before anything waits for Kafka
      Engine.shared();
    } catch (EngineStartException e) {
      System.err.println("The trainer cannot start: " + e.getMessage());
      System.exit(1);
    }
    Quarkus.run(arguments);
  }
}
