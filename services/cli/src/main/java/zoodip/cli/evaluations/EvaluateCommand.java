package zoodip.cli.evaluations;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.DefaultModel;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.errors.UsageException;
import zoodip.cli.files.OutputFolder;
import zoodip.cli.jobs.Download;
import zoodip.cli.jobs.JobFollower;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.Concept;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.Evaluation;
import zoodip.v1.GetConceptRequest;

/** Has a concept scored. */
@Command(
    name = "evaluate",
    description = {
      "Draws pictures of a concept and scores them against the subject's photos: CLIP-I and DINO"
          + " for likeness, CLIP-T for how well the prompt is followed.",
      "Without a concept, scores what the model draws for the subject's class word alone."
    },
    footer = {
      "%nExamples:",
      "  zoodip evaluate my-mug --images-per-prompt 4 --out scores/",
      "  zoodip evaluate --subject my-mug --prompt-set non_living"
    })
public final class EvaluateCommand extends ClientCommand {
  @Parameters(paramLabel = "CONCEPT", arity = "0..1", description = "Its id.")
  private String concept;

  @Option(
      names = "--subject",
      paramLabel = "ID",
      description = "The photos to compare with (default: those the concept was learned from).")
  private String subject;

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "The model that draws (default: the concept's, or the server's only one).")
  private String model;

  @Mixin private EvaluationOptions options;

  @Option(names = "--no-wait", description = "Queue it and do not wait for the scores.")
  private boolean noWait;

  @Option(names = "--validate-only", description = "Check everything and start nothing.")
  private boolean validateOnly;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Where to put report, contact sheet and pictures (default: not fetched).")
  private Path folder;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    if (folder == null) {
      return evaluate(client, names, out);
    }
    try (OutputFolder home = OutputFolder.ready(folder)) {
      return evaluate(client, names, out);
    }
  }

  private int evaluate(Client client, ResourceNames names, Output out) {
    CreateEvaluationRequest create =
        CreateEvaluationRequest.newBuilder()
            .setParent(client.tenant())
            .setEvaluation(wanted(client, names))
            .setRequestId(Client.newRequestId())
            .setValidateOnly(validateOnly)
            .build();
    Evaluation queued = client.call(() -> client.evaluations().createEvaluation(create));
    if (noWait || validateOnly) {
      out.result(queued, EvaluationText.details(queued));
      return 0;
    }
    out.hint("scoring: %s", queued.getName());
    Evaluation ended = new JobFollower(client, out).evaluation(queued.getName());
    out.text(EvaluationText.scores(List.of(ended)));
    if (folder != null) {
      Download.ofEvaluation(client, out, ended.getName()).fetch(ended.getFilesList(), folder);
    }
    return 0;
  }

  private Evaluation wanted(Client client, ResourceNames names) {
    Evaluation.Builder wanted = Evaluation.newBuilder().setSettings(options.settings());
    if (concept == null && subject == null) {
      throw new UsageException(
          "What is to be scored? Name a concept, or --subject for its class word alone");
    }
    if (concept != null) {
      Concept learned = concept(client, names.concept(concept));
      wanted.setConcept(learned.getName()).setSubject(learned.getSubject());
      wanted.setModel(learned.getModel());
    }
    if (subject != null) {
      wanted.setSubject(names.subject(subject));
    }
    if (concept == null || model != null) {
      wanted.setModel(DefaultModel.of(client, names, Optional.ofNullable(model)));
    }
    if (wanted.getSubject().isEmpty()) {
      throw new UsageException(
          "<%s> was not learned here: say --subject with the photos to compare with"
              .formatted(concept));
    }
    return wanted.build();
  }

  private static Concept concept(Client client, String name) {
    GetConceptRequest get = GetConceptRequest.newBuilder().setName(name).build();
    return client.call(() -> client.concepts().getConcept(get));
  }
}
