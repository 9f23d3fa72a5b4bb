package zoodip.cli.experiment.report;

import com.google.common.base.Splitter;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zoodip.cli.errors.UsageException;
import zoodip.cli.experiment.plan.CellKey;
import zoodip.cli.experiment.plan.ExperimentPlan;
import zoodip.cli.experiment.plan.MethodVariant;
import zoodip.cli.terminal.ValueText;
import zoodip.cli.training.SettingOverrides;
import zoodip.v1.TrainingSettings;

/** A row of cells.csv, read as a training of a plan. */
record CellRow(CsvRow row) {
  /** Older tables have no more settings than those that vary, and no conditions. */
  static final List<String> REQUIRED =
      List.of(
          "subject",
          "variant",
          "seed",
          "steps",
          "unet_rows",
          "seconds",
          "clip_i",
          "clip_t",
          "dino");

  CellKey key() {
    return new CellKey(row.text("subject"), row.text("variant"), row.whole("seed"));
  }

  Conditions conditions() {
    return Conditions.read(row);
  }

  /**
   * The training.
   *
   * @param plan which has it
   * @throws UsageException if it was measured with other settings than the plan's
   */
  CellResult result(ExperimentPlan plan) {
    MethodVariant variant = plan.variant(key().variant()).orElseThrow();
    TrainingSettings measured = settings(variant);
    requireAsPlanned(variant.trainingSettings(), measured);
    long rows = row.whole("unet_rows");
    if (plan.atEqualRows().isPresent() && rows > plan.atEqualRows().getAsInt()) {
      throw row.wrong(
          "%s took %d rows of the UNet, and the plan says at_equal_rows %d"
              .formatted(key().text(), rows, plan.atEqualRows().getAsInt()));
    }
    return new CellResult(
        key().subject(),
        variant,
        key().seed(),
        measured,
        Math.toIntExact(row.whole("steps")),
        rows,
        row.number("seconds"),
        ScoreKind.read(row, ""),
        ProbeFigures.read(row),
        conditions(),
        row.file());
  }

  /** Of the training's subject, if it was scored by then. */
  Optional<ClassWordResult> classWord() {
    return row.has(ExperimentTables.CLASS_WORD + ScoreKind.CLIP_I.column())
        ? Optional.of(
            new ClassWordResult(
                key().subject(),
                ScoreKind.read(row, ExperimentTables.CLASS_WORD),
                conditions(),
                row.file()))
        : Optional.empty();
  }

  /** All that it had; of older tables, the plan's with those that they tell. */
  private TrainingSettings settings(MethodVariant variant) {
    Map<String, String> told = new LinkedHashMap<>();
    if (row.has(ExperimentTables.SETTINGS)) {
      for (String setting : Splitter.on(' ').split(row.text(ExperimentTables.SETTINGS))) {
        List<String> parts = Splitter.on('=').limit(2).splitToList(setting);
        if (parts.size() < 2) {
          throw row.wrong("settings are no names with values, but '%s'".formatted(setting));
        }
        told.put(parts.get(0), parts.get(1));
      }
    } else {
      told.putAll(variant.settings());
      told.put("steps", row.text("steps"));
      row.values()
          .forEach(
              (column, value) -> {
                if (column.startsWith(ExperimentTables.SETTING) && !value.isEmpty()) {
                  told.put(column.substring(ExperimentTables.SETTING.length()), value);
                }
              });
    }
    try {
      return SettingOverrides.of(told);
    } catch (UsageException e) {
      throw row.wrong(e.getMessage());
    }
  }

  private void requireAsPlanned(TrainingSettings planned, TrainingSettings measured) {
    for (FieldDescriptor setting : planned.getAllFields().keySet()) {
      if (!measured.hasField(setting)
          || !measured.getField(setting).equals(planned.getField(setting))) {
        throw row.wrong(
            "%s was measured with %s %s, and the plan says %s"
                .formatted(
                    key().text(),
                    setting.getName(),
                    ValueText.field(measured, setting.getName()),
                    ValueText.field(planned, setting.getName())));
      }
    }
  }
}
