package zoodip.inference.generation;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How long images have taken of late, by model: a moving average over batches. Thread-safe. */
final class GenerationPace {
  /** What the newest batch counts for; the first one alone would be a model's warm-up. */
  private static final double NEWEST = 0.3;

  private static final double NANOS = 1e9;

  private final Map<String, Double> seconds = new ConcurrentHashMap<>();

  /** A batch of so many images took so long. */
  void generated(String model, int images, Duration time) {
    double perImage = time.toNanos() / NANOS / images;
    seconds.merge(model, perImage, (before, now) -> before + NEWEST * (now - before));
  }

  /** Time of a batch divided by its images; 0 if there was none. */
  double secondsPerImage(String model) {
    return seconds.getOrDefault(model, 0.0);
  }

  /** Those that something was generated with. */
  Set<String> models() {
    return Set.copyOf(seconds.keySet());
  }
}
