package zoodip.cli.jobs;

import java.util.Locale;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Details;
import zoodip.cli.terminal.Table;
import zoodip.cli.terminal.ValueText;
import zoodip.platform.names.ResourceName;
import zoodip.v1.JobProgress;
import zoodip.v1.TrainingJob;

/** Training jobs in words. */
public final class JobText {
  private JobText() {}

  public static String details(TrainingJob job) {
    return new Details()
        .add("name", job.getName())
        .add("state", ValueText.of(job.getState()))
        .add("error", error(job))
        .add("progress", progress(job.getProgress()))
        .add("probe", probe(job.getProgress()))
        .add("subject", ResourceNames.id(job.getSubject()))
        .add("model", ResourceNames.id(job.getModel()))
        .add(
            "concept",
            job.getConcept().isEmpty() ? "" : ResourceName.parse(job.getConcept()).placeholder())
        .add("evaluation", job.getEvaluationJob())
        .add("precision", ValueText.of(job.getPrecision()))
        .add("initializer", job.getInitializer())
        .add("seed", job.hasSeed() ? job.getSeed() : "")
        .add("settings", ValueText.fields(job.getSettings()))
        .add("attempts", job.getAttempts())
        .add("cancelled", job.getCancelRequested() ? "yes " + job.getCancelReason() : "")
        .add("created", ValueText.of(job.getCreateTime()))
        .add("started", ValueText.of(job.getStartTime()))
        .add("ended", ValueText.of(job.getEndTime()))
        .add("embedding", job.getEmbeddingSha256())
        .toString();
  }

  static Table table(Iterable<TrainingJob> jobs) {
    Table table =
        new Table("ID", "STATE", "STEPS", "ROWS", "LOSS", "SUBJECT", "CONCEPT", "CREATED");
    for (TrainingJob job : jobs) {
      JobProgress progress = job.getProgress();
      table.row(
          ResourceNames.id(job.getName()),
          ValueText.of(job.getState()),
          progress.getDone() + "/" + progress.getTotal(),
          String.format(Locale.ROOT, "%,d", progress.getUnetRows()),
          progress.getDone() == 0 ? "" : String.format(Locale.ROOT, "%.4f", progress.getLoss()),
          ResourceNames.id(job.getSubject()),
          job.getConceptId(),
          ValueText.of(job.getCreateTime()));
    }
    return table;
  }

  private static String error(TrainingJob job) {
    return job.hasError()
        ? ValueText.of(job.getError().getReason()).toUpperCase(Locale.ROOT)
            + ": "
            + job.getError().getMessage()
        : "";
  }

  private static String progress(JobProgress progress) {
    return progress.getTotal() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%d of %d steps, loss %.4f, %.1f it/s, %,d UNet rows",
            progress.getDone(),
            progress.getTotal(),
            progress.getLoss(),
            progress.getPerSecond(),
            progress.getUnetRows());
  }

  private static String probe(JobProgress progress) {
    return JobSnapshots.probe(progress)
        .map(
            probe ->
                String.format(
                    Locale.ROOT,
                    "%.4f after step %d, %+.1f%% against the first, %,d UNet rows besides",
                    probe.loss(),
                    progress.getProbeStep(),
                    probe.percent(),
                    progress.getProbeRows()))
        .orElse("");
  }
}
