package zoodip.provenance;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.images.RgbImage;
import zoodip.images.png.Png;
import zoodip.provenance.detection.ProvenanceReader;
import zoodip.provenance.fixtures.Certificates;
import zoodip.provenance.fixtures.Pictures;

/** Measures what marking an image costs, and reading its marks; docs/PROVENANCE.md says how. */
class MarkingBenchmark {
  private static final int RUNS = 25;

  @TempDir Path folder;

  @Test
  void whatItCosts() throws Exception {
    var files = Certificates.authority().signer(Duration.ofDays(30)).write(folder);
    ImageMarking unsigned = marking(Map.of());
    ImageMarking signed =
        marking(
            Map.of(
                "provenance.signing-key", files.key().toString(),
                "provenance.certificates", files.chain().toString()));
    ProvenanceReader reader = new ProvenanceReader(Clock.systemUTC(), List.of());
    System.out.println("| side | PNG file alone | with XMP | and C2PA | watermark | reading |");
    for (int side : new int[] {512, 1024}) {
      RgbImage image = Pictures.of(1, side, side);
      byte[] file = signed.generated(signed.watermarked(image), Map.of());
      System.out.printf(
          Locale.ROOT,
          "| %d | %.1f | %.1f | %.1f | %.1f | %.0f | ms%n",
          side,
          milliseconds(() -> Png.encode(image, Map.of())),
          milliseconds(() -> unsigned.generated(image, Map.of())),
          milliseconds(() -> signed.generated(image, Map.of())),
          milliseconds(() -> signed.watermarked(image)),
          milliseconds(() -> reader.read(file)));
    }
  }

  private static ImageMarking marking(Map<String, String> settings) {
    ProvenanceConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(ProvenanceConfig.class)
            .withDefaultValues(settings)
            .build()
            .getConfigMapping(ProvenanceConfig.class);
    return new ImageMarking(config, "1.0", new SimpleMeterRegistry());
  }

  /** Of the processor, and the least: other work on the machine only adds. */
  private static double milliseconds(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] times = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long begin = threads.getCurrentThreadCpuTime();
      work.run();
      times[i] = (threads.getCurrentThreadCpuTime() - begin) / 1e6;
    }
    return Arrays.stream(times).min().orElseThrow();
  }
}
