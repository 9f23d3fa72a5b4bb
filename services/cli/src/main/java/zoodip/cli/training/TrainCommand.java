package zoodip.cli.training;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.DefaultModel;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.evaluations.EvaluationText;
import zoodip.cli.files.OutputFolder;
import zoodip.cli.jobs.Download;
import zoodip.cli.jobs.JobFollower;
import zoodip.cli.jobs.JobText;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.Evaluation;
import zoodip.v1.TrainingJob;

/** Has a concept learned. */
@Command(
    name = "train",
    description = {
      "Learns a concept from a subject: a new word <ID> for prompts.",
      "",
      "Settings come from the model, or from a preset; --set changes single ones:",
      "  method (zoodip, sensitivity_directions, gradient_free_textual_inversion,"
          + " textual_inversion), steps, timestep_low, timestep_high, flip_probability, resolution,"
          + " squash, vectors, probe_share, stop_after_probes, stop_improvement",
      "",
      "Of zoodip, the published method, of sensitivity_directions, which needs a fraction of the"
          + " steps, and of textual_inversion:",
      "  learning_rate, final_learning_rate, beta1, beta2",
      "",
      "Of zoodip and sensitivity_directions:",
      "  directions, smoothing",
      "",
      "Of zoodip alone:",
      "  estimator (rge, spsa, one_point), history, variance_cut",
      "",
      "Of zoodip and textual_inversion:",
      "  epsilon",
      "",
      "Of sensitivity_directions alone:",
      "  basis_interval, basis_interval_most, basis_share, basis_fewest, basis_most,"
          + " basis_difference, damping",
      "",
      "Of gradient_free_textual_inversion alone, which is there to compare with:",
      "  intrinsic_dimension, population, sigma, alpha",
      "",
      "Of textual_inversion alone, which is there to compare with and takes gradients:",
      "  weight_decay",
      "",
      "Without --watch the job is queued, and 'zoodip jobs watch' follows it."
    },
    footer = {
      "%nExamples:",
      "  zoodip train my-mug --watch",
      "  zoodip train my-mug --preview-every 1000 --out my-mug/",
      "  zoodip train my-mug --preset sd15 --set steps=2000 --set learning_rate=0.01 --evaluate",
      "  zoodip train my-mug --preset sd15-fast --evaluate"
    })
public final class TrainCommand extends ClientCommand {
  @Parameters(paramLabel = "SUBJECT", description = "The id of the subject.")
  private String subject;

  @Mixin private TrainingOptions options;

  @Option(names = "--watch", description = "Show how it goes, until it ends.")
  private boolean watch;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description =
          "Watch it, and put what it leaves there: losses and their curve, previews, the embedding"
              + " (default: 'zoodip jobs files' fetches them).")
  private Path folder;

  @Option(names = "--validate-only", description = "Check everything and start nothing.")
  private boolean validateOnly;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    if (folder == null) {
      return train(client, names, out);
    }
    try (OutputFolder home = OutputFolder.ready(folder)) {
      return train(client, names, out);
    }
  }

  private int train(Client client, ResourceNames names, Output out) {
    CreateTrainingJobRequest create = request(client, names);
    TrainingJob job = client.call(() -> client.trainingJobs().createTrainingJob(create));
    if (validateOnly) {
      out.result(job, JobText.details(job));
      out.hint("nothing was started");
    } else if (watch || folder != null) {
      follow(client, out, job);
    } else {
      out.result(job, JobText.details(job));
      out.hint("follow it: zoodip jobs watch %s", ResourceNames.id(job.getName()));
    }
    return 0;
  }

  private CreateTrainingJobRequest request(Client client, ResourceNames names) {
    return CreateTrainingJobRequest.newBuilder()
        .setParent(client.tenant())
        .setTrainingJob(
            options
                .job()
                .setSubject(names.subject(subject))
                .setModel(DefaultModel.of(client, names, options.model())))
        .setRequestId(Client.newRequestId())
        .setValidateOnly(validateOnly)
        .build();
  }

  private void follow(Client client, Output out, TrainingJob job) {
    out.hint("learning from %s on %s: %s", job.getSubject(), job.getModel(), job.getName());
    JobFollower follower = new JobFollower(client, out);
    TrainingJob ended = follower.training(job.getName());
    String evaluation = "";
    if (job.hasEvaluation()) {
      ended = client.watches().withEvaluation(ended);
      out.hint("scoring the concept: %s", ended.getEvaluationJob());
      Evaluation scored = follower.evaluation(ended.getEvaluationJob());
      evaluation = "%n%n%s".formatted(EvaluationText.scores(List.of(scored)));
    }
    out.text(JobText.details(ended) + evaluation);
    if (folder != null) {
      Download.ofTraining(client, out, ended.getName()).fetch(ended.getFilesList(), folder);
    }
    out.hint("draw it: zoodip generate \"a <%s> ...\"", ResourceNames.id(ended.getConcept()));
  }
}
