package zoodip.diffusion.unet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.engine.CpuFeatures;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.toybox.Toyboxes;

class KernelChoiceTest {
  private static final UNetConfig TOYBOX =
      UNetConfig.of(
          ConfigFile.read(Toyboxes.folder("model").resolve(Path.of("unet", "config.json"))));

  private static Compute chosen(Precision precision, Compute compute) {
    return TorchThread.shared()
        .call(() -> KernelChoice.of(TOYBOX, ModelOptions.of(precision, compute)).compute());
  }

  @Test
  void leavesWhatIsAskedFor() {
    assertEquals(Compute.FP32, chosen(Precision.INT8, Compute.FP32));
    assertEquals(Compute.BF16, chosen(Precision.INT8, Compute.BF16));
  }

  @Test
  void trainsInFp32WhereWeightsAreNotInt8() {
    assertEquals(Compute.FP32, chosen(Precision.FP32, Compute.TRAINING));
    assertEquals(Compute.FP32, chosen(Precision.INT4, Compute.TRAINING));
  }

  @Test
  void remembersWhatItMeasured() {
    Compute first = chosen(Precision.INT8, Compute.TRAINING);
    assertTrue(EnumSet.of(Compute.FP32, Compute.INT8).contains(first));
    assertEquals(first, chosen(Precision.INT8, Compute.TRAINING));
  }

  @Test
  void measuresBothArithmetics() {
    assumeTrue(CpuFeatures.multipliesInt8(), "the processor has no int8 products");
    KernelBenchmark times = new KernelBenchmark(UNetFlops.of(TOYBOX, 256, 32), 3);
    ModelOptions options = ModelOptions.of(Precision.INT8);
    for (Compute compute : new Compute[] {Compute.FP32, Compute.INT8}) {
      double seconds = TorchThread.shared().call(() -> times.seconds(options, compute));
      assertTrue(seconds > 0 && seconds < 60, compute + " " + seconds);
    }
  }

  /** Every weight of the shapes is a weight of the network, which has some more around time. */
  @Test
  void countsTheNetworksLayers() {
    long weights =
        UNetFlops.of(TOYBOX, 256, 32).layers().entrySet().stream()
            .mapToLong(layer -> layer.getKey().weights() * layer.getValue())
            .sum();
    long all = UNetLayout.of(TOYBOX).count(Precision.INT8).quantized();
    assertTrue(weights < all && weights > 0.9 * all, weights + " of " + all);
  }
}
