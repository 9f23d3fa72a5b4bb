package zoodip.diffusion.scheduler;

import java.util.List;

/** Which of the training timesteps are visited: Lin et al. (2024), table 2. Falling order. */
final class Timesteps {
  static final List<String> SPACINGS = List.of("leading", "linspace", "trailing");

  private Timesteps() {}

  /** The spacing that a configuration asks for. */
  static String spacing(SchedulerConfig config, String absent) {
    return config.choice("timestep_spacing", absent, SPACINGS);
  }

  /** From the last to the first timestep in equal steps, not rounded. */
  static double[] linspace(int last, int count) {
    double step = count == 1 ? 0 : (double) last / (count - 1);
    double[] timesteps = new double[count];
    for (int i = 0; i < count; i++) {
      timesteps[count - 1 - i] = i == count - 1 && count > 1 ? last : i * step;
    }
    return timesteps;
  }

  /** Whole multiples of {@code ratio}, beginning at {@code offset}. */
  static double[] leading(int ratio, int count, int offset) {
    double[] timesteps = new double[count];
    for (int i = 0; i < count; i++) {
      timesteps[count - 1 - i] = (double) i * ratio + offset;
    }
    return timesteps;
  }

  /** Down from {@code end} - 1 in steps of {@code ratio}, rounded. */
  static double[] trailing(int end, double ratio, int count) {
    double step = (end - ratio) - end;
    double[] timesteps = new double[count];
    for (int i = 0; i < count; i++) {
      timesteps[i] = Math.rint(end + i * step) - 1;
    }
    return timesteps;
  }

  static double[] rounded(double[] timesteps) {
    double[] rounded = new double[timesteps.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = Math.rint(timesteps[i]);
    }
    return rounded;
  }

  /** Refuses numbers of steps that no schedule of {@code trainTimesteps} has. */
  static void checkSteps(int steps, int trainTimesteps) {
    if (steps < 1 || steps > trainTimesteps) {
      throw new SchedulerException(
          "steps must be 1..%d, the timesteps of the training, not %d"
              .formatted(trainTimesteps, steps));
    }
  }

  /** Refuses plans that look beyond the training's timesteps. */
  static int checked(double timestep, int trainTimesteps) {
    if (timestep >= trainTimesteps) {
      throw new SchedulerException(
          "the plan reaches timestep %.0f of a training with %d: take fewer steps"
              .formatted(timestep, trainTimesteps));
    }
    return (int) timestep;
  }
}
