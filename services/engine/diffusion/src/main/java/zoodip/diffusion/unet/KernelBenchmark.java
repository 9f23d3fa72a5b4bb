package zoodip.diffusion.unet;

import ai.djl.ndarray.NDArray;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.network.Layout;
import zoodip.diffusion.network.Network;
import zoodip.diffusion.network.NetworkProgram;
import zoodip.diffusion.network.WeightSource;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;

/**
 * Measures how long the layers of a UNet take on this machine. Layers of one shape form a class;
 * the classes with the most work are run, with random weights, and the others are taken to be as
 * fast as those. Belongs on the engine's thread.
 */
final class KernelBenchmark {
  private static final int CLASSES = 8;
  private static final int TRIES = 4;
  private static final long RANDOM_SEED = 1;

  private final UNetFlops flops;
  private final long rows;
  private final List<LayerShape> classes;

  /**
   * @param rows candidates in a batch
   */
  KernelBenchmark(UNetFlops flops, long rows) {
    this.flops = flops;
    this.rows = rows;
    this.classes =
        flops.layers().keySet().stream()
            .sorted(Comparator.comparingDouble(this::share).reversed())
            .limit(CLASSES)
            .toList();
  }

  private double share(LayerShape shape) {
    return shape.operations() * flops.layers().get(shape);
  }

  /** Seconds that all layers together take with that arithmetic, for one batch. */
  double seconds(ModelOptions options, Compute compute) {
    Layout layout = new Layout();
    for (int i = 0; i < classes.size(); i++) {
      add(layout, name(i), classes.get(i));
    }
    try (Network network =
        Network.load(
            new NetworkProgram("kernels", "Kernels", Map.of(), layout),
            WeightSource.random(layout, RANDOM_SEED),
            options.withCompute(compute))) {
      double measured =
          IntStream.range(0, classes.size())
              .mapToDouble(i -> best(network, i) * flops.layers().get(classes.get(i)))
              .sum();
      double all = flops.layers().keySet().stream().mapToDouble(this::share).sum();
      double ofClasses = classes.stream().mapToDouble(this::share).sum();
      return measured * all / ofClasses;
    }
  }

  private static void add(Layout layout, String name, LayerShape shape) {
    if (shape.convolution()) {
      layout.conv(name, shape.in(), shape.out(), shape.kernel());
    } else {
      layout.linear(name, shape.in(), shape.out(), true);
    }
  }

  private static String name(int index) {
    return "class_" + index;
  }

  /** The first run, which prepares the weights, does not count. */
  private double best(Network network, int index) {
    LayerShape shape = classes.get(index);
    double best = Double.POSITIVE_INFINITY;
    try (TensorScope scope = network.scope()) {
      NDArray input = input(network, scope, shape);
      for (int i = 0; i <= TRIES; i++) {
        long start = System.nanoTime();
        try (TensorScope output = network.scope()) {
          String method = shape.convolution() ? "conv" : "linear";
          var unused = network.tensor(output, method, input, name(index));
        }
        best = i == 0 ? best : Math.min(best, (System.nanoTime() - start) / 1e9);
      }
    }
    return best;
  }

  private NDArray input(Network network, TensorScope scope, LayerShape shape) {
    NDArray place = scope.zeros(1);
    if (!shape.convolution()) {
      return network.tensor(scope, "input", place, rows, 1L, shape.pixels(), (long) shape.in());
    }
    long side = Math.max(1, Math.round(Math.sqrt(shape.pixels())));
    return network.tensor(scope, "input", place, rows, (long) shape.in(), side, side);
  }
}
