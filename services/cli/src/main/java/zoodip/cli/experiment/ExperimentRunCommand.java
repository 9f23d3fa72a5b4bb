package zoodip.cli.experiment;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.DefaultModel;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.errors.ExitCodes;
import zoodip.cli.errors.UsageException;
import zoodip.cli.experiment.plan.ExperimentPlan;
import zoodip.cli.experiment.plan.PlanPhotos;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;

/** Has a plan's trainings done. */
@Command(
    name = "run",
    description = {
      "Trains and scores what a plan says: each subject with each variant of each method and each"
          + " seed, as jobs of the server. Scores each subject's class word, too.",
      "",
      "Run again, it goes on: what is done is not done again, what the server has is followed. A"
          + " change of the plan makes jobs for what changed alone.",
      "",
      "Ends with 1 if a job failed."
    },
    footer = {
      "%nExamples:",
      "  zoodip experiment run headline.yaml --validate-only",
      "  zoodip experiment run headline.yaml --queue 4",
      "  zoodip experiment run dreambooth.yaml --subjects dreambooth/dataset --model sd15"
    })
final class ExperimentRunCommand extends ClientCommand {
  @Mixin private PlanOptions options;

  @Option(
      names = "--queue",
      paramLabel = "N",
      description = "The most jobs that the server has at a time (default: the plan's, or 8).")
  private Integer queue;

  @Option(names = "--retry-failed", description = "Do again what failed or was cancelled.")
  private boolean retryFailed;

  @Option(
      names = "--validate-only",
      description = "Check everything, for which photos are uploaded, and start nothing.")
  private boolean validateOnly;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    if (queue != null && queue < 1) {
      throw new UsageException("--queue wants at least 1, not " + queue);
    }
    ExperimentPlan plan = options.plan();
    String model = DefaultModel.of(client, names, plan.model());
    ExperimentCells cells =
        ExperimentDesign.cells(client, plan, model, uploaded(client, plan, out));
    ExperimentItems items = ExperimentItems.of(client, out, cells, retryFailed);
    out.hint(
        "%d trainings and %d class words; %d of these are done already",
        cells.trainings().size(), cells.classWords().size(), items.done());
    if (validateOnly) {
      out.hint("nothing was started");
      return 0;
    }
    return finish(items, queue == null ? plan.queue() : queue, out);
  }

  private static List<ExperimentSubject> uploaded(Client client, ExperimentPlan plan, Output out) {
    try (PlanPhotos photos = PlanPhotos.of(plan.subjects())) {
      List<ExperimentSubject> subjects = photos.sets().stream().map(ExperimentSubject::of).toList();
      for (ExperimentSubject subject : subjects) {
        if (subject.upload(client)) {
          out.hint("uploaded %s as %s", subject.name(), subject.id());
        }
      }
      return subjects;
    }
  }

  private int finish(ExperimentItems items, int most, Output out) {
    List<ItemOutcome> failed =
        new ExperimentRun(most, out)
            .finish(items.open(), items.done()).stream()
                .filter(each -> each.failure().isPresent())
                .toList();
    failed.forEach(
        each -> out.text("failed  %s: %s".formatted(each.name(), each.failure().orElseThrow())));
    int all = items.done() + items.open().size();
    out.text("%d of %d done, %d failed".formatted(all - failed.size(), all, failed.size()));
    out.hint(
        failed.isEmpty()
            ? "compare them: zoodip experiment report %s --out DIR"
            : "do them again: zoodip experiment run %s --retry-failed",
        options.typed());
    return failed.isEmpty() ? 0 : ExitCodes.NO;
  }
}
