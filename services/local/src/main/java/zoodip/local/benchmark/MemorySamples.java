package zoodip.local.benchmark;

import java.util.ArrayList;
import java.util.List;
import zoodip.diffusion.engine.ResidentMemory;

/** This process's resident memory at steps of a training. */
final class MemorySamples {
  private final List<Sample> samples = new ArrayList<>();

  /**
   * One look.
   *
   * @param step finished steps
   * @param mib resident then
   */
  record Sample(int step, long mib) {}

  void sample(int step) {
    ResidentMemory.nowMib().ifPresent(mib -> add(new Sample(step, mib)));
  }

  void add(Sample sample) {
    samples.add(sample);
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }

  /**
   * MiB that memory grows by in a thousand steps: the least-squares slope over the samples after
   * the first fifth of the steps, in which buffers reach their sizes. 0 for fewer than two samples.
   */
  double growthPerThousandSteps() {
    int last = samples.isEmpty() ? 0 : samples.get(samples.size() - 1).step();
    List<Sample> settled = samples.stream().filter(s -> s.step() >= last / 5).toList();
    double step = settled.stream().mapToInt(Sample::step).average().orElse(0);
    double mib = settled.stream().mapToLong(Sample::mib).average().orElse(0);
    double products = 0;
    double squares = 0;
    for (Sample sample : settled) {
      products += (sample.step() - step) * (sample.mib() - mib);
      squares += (sample.step() - step) * (sample.step() - step);
    }
    return squares == 0 ? 0 : products / squares * 1000;
  }
}
