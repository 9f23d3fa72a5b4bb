package zoodip.trainer;

import io.quarkus.runtime.Quarkus;
import zoodip.diffusion.engine.MallocArenas;

/** Trains until it is told to stop. */
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    MallocArenas.oneForThisProcess();
    Quarkus.run(arguments);
  }
}
