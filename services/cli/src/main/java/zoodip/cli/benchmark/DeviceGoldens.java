package zoodip.cli.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import zoodip.cli.errors.UsageException;
import zoodip.reference.ReferenceCheck;
import zoodip.reference.ReferenceReport;

/**
 * How a device's results compare with a family's reference tensors.
 *
 * @param name of the family
 * @param entries that were compared
 * @param failed those that are further away than the file allows
 * @param worst the largest difference, in parts of its tolerance
 */
record DeviceGoldens(String name, int entries, int failed, double worst) {

  /**
   * Of all models in a folder that have reference tensors beside them.
   *
   * @param progress is told a form and a value before each
   */
  static List<DeviceGoldens> all(
      Path folder, String device, BiConsumer<String, Object[]> progress) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> models = files.filter(model -> Files.exists(tensors(model))).sorted().toList();
      if (models.isEmpty()) {
        throw new UsageException(
            "--goldens is %s, which has no model NAME/ with NAME.safetensors beside it"
                .formatted(folder));
      }
      return models.stream()
          .map(
              model -> {
                progress.accept("reference tensors of %s", new Object[] {model.getFileName()});
                return of(model, device);
              })
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look into " + folder, e);
    }
  }

  private static Path tensors(Path model) {
    return model.resolveSibling(model.getFileName() + ".safetensors");
  }

  private static DeviceGoldens of(Path model, String device) {
    ReferenceReport report = ReferenceCheck.run(model, tensors(model), device);
    return new DeviceGoldens(
        model.getFileName().toString(),
        report.rows().size(),
        (int) report.rows().stream().filter(row -> !row.ok()).count(),
        report.rows().stream().mapToDouble(DeviceGoldens::share).max().orElse(0));
  }

  /** An exact entry has no tolerance to be a part of. */
  private static double share(ReferenceReport.Row row) {
    return row.difference() == 0 ? 0 : row.difference() / row.tolerance();
  }

  boolean agrees() {
    return failed == 0;
  }

  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("entries", entries);
    figures.put("failed", failed);
    figures.put(
        "worst_of_tolerance",
        Double.isFinite(worst) ? SummaryStatistics.rounded(worst) : "infinite");
    return figures;
  }
}
