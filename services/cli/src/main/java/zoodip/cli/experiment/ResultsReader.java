package zoodip.cli.experiment;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.experiment.plan.ExperimentPlan;
import zoodip.cli.experiment.report.CellResult;
import zoodip.cli.experiment.report.ExperimentResults;
import zoodip.cli.terminal.ValueText;
import zoodip.client.CallFailure;
import zoodip.client.Client;
import zoodip.diffusion.engine.CpuFeatures;
import zoodip.v1.Evaluation;
import zoodip.v1.GetTrainingJobFileRequest;
import zoodip.v1.Scores;
import zoodip.v1.TrainingJob;

/** Collects what a server has of a plan. */
final class ResultsReader {
  private static final String PROVENANCE = "provenance.json";

  private final Client client;
  private final ExperimentJobs jobs;
  private final String program;

  /**
   * @param program this program and its version
   */
  ResultsReader(Client client, String program) {
    this.client = client;
    this.jobs = new ExperimentJobs(client);
    this.program = program;
  }

  /** What is done, and what is not; nothing is where a subject was never uploaded. */
  ExperimentResults read(ExperimentPlan plan, String model, List<ExperimentSubject> subjects) {
    try {
      return read(plan, model, ExperimentDesign.cells(client, plan, model, subjects));
    } catch (StatusRuntimeException e) {
      if (CallFailure.of(e).reason().equals("SUBJECT_NOT_FOUND")) {
        return new ExperimentResults(plan, List.of(), Map.of(), List.of(), Map.of());
      }
      throw e;
    }
  }

  private ExperimentResults read(ExperimentPlan plan, String model, ExperimentCells cells) {
    List<CellResult> results = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (ExperimentCell cell : cells.trainings()) {
      result(cell).ifPresentOrElse(results::add, () -> missing.add(missing(cell)));
    }
    Map<String, Scores> classWords = new LinkedHashMap<>();
    for (ScoringRequest word : cells.classWords()) {
      Attempt<Evaluation> found = jobs.find(word);
      if (found.hasSucceeded()) {
        classWords.put(word.subject(), found.job().getScores());
      }
    }
    return new ExperimentResults(plan, results, classWords, missing, environment(model, results));
  }

  private Optional<CellResult> result(ExperimentCell cell) {
    TrainingJob job = jobs.find(cell).job();
    Attempt<Evaluation> evaluation = jobs.find(cell, job);
    return evaluation.hasSucceeded()
        ? Optional.of(
            new CellResult(
                cell.subject(), cell.variant(), cell.seed(), job, evaluation.job().getScores()))
        : Optional.empty();
  }

  private String missing(ExperimentCell cell) {
    Attempt<TrainingJob> training = jobs.find(cell);
    if (!training.exists()) {
      return cell.name() + ": not queued";
    }
    String state = ValueText.of(training.state());
    String error = training.job().getError().getMessage();
    return training.hasSucceeded()
        ? cell.name() + ": not scored"
        : cell.name() + ": " + (error.isEmpty() ? state : state + ", " + error);
  }

  private Map<String, String> environment(String model, List<CellResult> results) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("server", client.settings().server());
    environment.put("model", ResourceNames.id(model));
    results.stream().findFirst().ifPresent(one -> environment.putAll(versions(one.job())));
    environment.put("reported by", program);
    environment.put("processor of the reporting machine", CpuFeatures.name());
    environment.put("its processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    environment.put("its system", System.getProperty("os.name"));
    environment.put("its Java", Runtime.version().toString());
    return environment;
  }

  /** Of the programs that trained, as the first training's provenance has them. */
  private Map<String, String> versions(TrainingJob job) {
    if (!job.getFilesList().contains(PROVENANCE)) {
      return Map.of();
    }
    JsonObject provenance =
        JsonParser.parseString(content(job, PROVENANCE).toStringUtf8()).getAsJsonObject();
    Map<String, String> versions = new LinkedHashMap<>();
    if (provenance.has("versions")) {
      provenance
          .getAsJsonObject("versions")
          .asMap()
          .forEach((name, version) -> versions.put("trained with " + name, version.getAsString()));
    }
    return versions;
  }

  private ByteString content(TrainingJob job, String file) {
    GetTrainingJobFileRequest get =
        GetTrainingJobFileRequest.newBuilder().setName(job.getName()).setFile(file).build();
    return client.call(
        () -> {
          ByteString content = ByteString.EMPTY;
          var chunks = client.trainingJobs().getTrainingJobFile(get);
          while (chunks.hasNext()) {
            content = content.concat(chunks.next().getContent());
          }
          return content;
        });
  }
}
