package zoodip.local.benchmark;

import java.util.Properties;

/**
 * How long the benchmark measures, from system properties.
 *
 * @param pairs benchmark.pairs: times that both loops are measured
 * @param steps benchmark.steps: training steps of each
 * @param memorySteps benchmark.memory-steps: training steps of the job whose memory is watched
 */
record BenchmarkSettings(int pairs, int steps, int memorySteps) {
  static BenchmarkSettings of(Properties properties) {
    return new BenchmarkSettings(
        number(properties, "benchmark.pairs", 5),
        number(properties, "benchmark.steps", 1000),
        number(properties, "benchmark.memory-steps", 5000));
  }

  private static int number(Properties properties, String name, int otherwise) {
    String value = properties.getProperty(name, "").strip();
    if (!value.isEmpty() && !value.matches("[1-9][0-9]{0,6}")) {
      throw new IllegalArgumentException(
          "%s is no positive whole number: '%s'".formatted(name, value));
    }
    return value.isEmpty() ? otherwise : Integer.parseInt(value);
  }
}
