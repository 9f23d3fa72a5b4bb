package zoodip.cli.models;

import java.util.stream.Collectors;
import zoodip.cli.connection.Names;
import zoodip.cli.terminal.Details;
import zoodip.cli.terminal.Table;
import zoodip.cli.terminal.Words;
import zoodip.v1.Model;
import zoodip.v1.ModelFile;

/** Models in words. */
final class ModelText {
  private ModelText() {}

  static String details(Model model) {
    return new Details()
        .add("name", model.getName())
        .add("display name", model.getDisplayName())
        .add("kind", Words.of(model.getKind()))
        .add("resolution", model.getResolution() == 0 ? "" : model.getResolution())
        .add(
            "widths",
            model.getEmbeddingWidthsList().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ")))
        .add("training precision", Words.of(model.getTrainingPrecision()))
        .add("training settings", Words.fields(model.getTrainingSettings()))
        .add("drawing settings", Words.fields(model.getGenerationSettings()))
        .add("clip model", Names.id(model.getClipModel()))
        .add("dino model", Names.id(model.getDinoModel()))
        .add("digest", model.getDigest())
        .add("files", "%d, %s".formatted(model.getFilesCount(), size(model)))
        .add("created", Words.of(model.getCreateTime()))
        .toString();
  }

  static Table table(Iterable<Model> models) {
    Table table = new Table("ID", "KIND", "RESOLUTION", "SIZE", "NAME");
    for (Model model : models) {
      table.row(
          Names.id(model.getName()),
          Words.of(model.getKind()),
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
