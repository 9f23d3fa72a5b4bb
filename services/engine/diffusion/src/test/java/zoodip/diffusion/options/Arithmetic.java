package zoodip.diffusion.options;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import zoodip.diffusion.engine.CpuFeatures;

/** What this machine's processor can compute in. */
public final class Arithmetic {
  private Arithmetic() {}

  /** Skips a test of an arithmetic that this processor has not. */
  public static void assumeAvailable(Compute compute) {
    assumeTrue(
        (compute != Compute.INT8 && compute != Compute.W8A8) || CpuFeatures.multipliesInt8(),
        "this processor does not multiply int8 exactly");
  }
}
