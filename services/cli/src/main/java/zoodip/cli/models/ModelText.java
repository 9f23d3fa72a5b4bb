package zoodip.cli.models;

import java.util.stream.Collectors;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Details;
import zoodip.cli.terminal.Table;
import zoodip.cli.terminal.ValueText;
import zoodip.v1.Model;
import zoodip.v1.ModelArchitecture;
import zoodip.v1.ModelFile;
import zoodip.v1.ModelOrigin;
import zoodip.v1.TextEncoder;

/** Models in words. */
final class ModelText {
  private ModelText() {}

  static String details(Model model) {
    return new Details()
        .add("name", model.getName())
        .add("display name", model.getDisplayName())
        .add("kind", ValueText.of(model.getKind()))
        .add("resolution", model.getResolution() == 0 ? "" : model.getResolution())
        .add(
            "widths",
            model.getEmbeddingWidthsList().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ")))
        .add("family", model.getArchitecture().getFamily())
        .add("prediction", prediction(model.getArchitecture()))
        .add("scheduler", scheduler(model.getArchitecture()))
        .add("text encoders", encoders(model.getArchitecture()))
        .add("parameters", parameters(model.getArchitecture()))
        .add("training precision", ValueText.of(model.getTrainingPrecision()))
        .add("training settings", ValueText.fields(model.getTrainingSettings()))
        .add("drawing settings", ValueText.fields(model.getGenerationSettings()))
        .add("clip model", ResourceNames.id(model.getClipModel()))
        .add("dino model", ResourceNames.id(model.getDinoModel()))
        .add("digest", model.getDigest())
        .add("files", "%d, %s".formatted(model.getFilesCount(), size(model)))
        .add("origin", origin(model.getOrigin()))
        .add("created", ValueText.of(model.getCreateTime()))
        .toString();
  }

  private static String prediction(ModelArchitecture architecture) {
    return ValueText.of(architecture.getPredictionType())
        + (architecture.getZeroTerminalSnr() ? ", zero terminal SNR" : "");
  }

  private static String scheduler(ModelArchitecture architecture) {
    return architecture.getSchedulerStandInReason().isEmpty()
        ? architecture.getScheduler()
        : "%s, in place of %s (%s)"
            .formatted(
                architecture.getScheduler(),
                architecture.getSchedulerClass(),
                architecture.getSchedulerStandInReason());
  }

  private static String encoders(ModelArchitecture architecture) {
    return architecture.getTextEncodersList().stream()
        .map(
            encoder ->
                "%d wide, %d layers, %d tokens"
                    .formatted(encoder.getWidth(), encoder.getLayers(), encoder.getTokens()))
        .collect(Collectors.joining("; "));
  }

  private static String parameters(ModelArchitecture architecture) {
    if (architecture.getParameters() == 0) {
      return "";
    }
    long texts =
        architecture.getTextEncodersList().stream().mapToLong(TextEncoder::getParameters).sum();
    return "%s (UNet %s, text %s, VAE %s)"
        .formatted(
            count(architecture.getParameters()),
            count(architecture.getUnetParameters()),
            count(texts),
            count(architecture.getVaeParameters()));
  }

  private static String count(long parameters) {
    return parameters < 1_000_000
        ? "%d k".formatted(Math.round(parameters / 1e3))
        : "%d M".formatted(Math.round(parameters / 1e6));
  }

  private static String origin(ModelOrigin origin) {
    String vae = origin.getVae().isEmpty() ? "" : ", VAE of " + origin.getVae();
    if (!origin.getHubRepository().isEmpty()) {
      return origin.getHubRepository() + "@" + origin.getHubRevision() + vae;
    }
    String digest = origin.getSha256().isEmpty() ? "" : " (SHA-256 " + origin.getSha256() + ")";
    return origin.getName() + digest + vae;
  }

  static Table table(Iterable<Model> models) {
    Table table = new Table("ID", "KIND", "FAMILY", "PREDICTION", "RESOLUTION", "SIZE", "NAME");
    for (Model model : models) {
      table.row(
          ResourceNames.id(model.getName()),
          ValueText.of(model.getKind()),
          model.getArchitecture().getFamily(),
          ValueText.of(model.getArchitecture().getPredictionType()),
          model.getResolution() == 0 ? "" : model.getResolution(),
          size(model),
          model.getDisplayName());
    }
    return table;
  }

  private static String size(Model model) {
    long bytes = model.getFilesList().stream().mapToLong(ModelFile::getSizeBytes).sum();
    return "%d MB".formatted(Math.max(1, Math.round(bytes / 1e6)));
  }
}
