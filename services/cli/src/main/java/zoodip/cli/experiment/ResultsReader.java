package zoodip.cli.experiment;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.util.Timestamps;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.experiment.plan.CellKey;
import zoodip.cli.experiment.plan.ExperimentPlan;
import zoodip.cli.experiment.plan.UnetRows;
import zoodip.cli.experiment.report.CellResult;
import zoodip.cli.experiment.report.ClassWordResult;
import zoodip.cli.experiment.report.Conditions;
import zoodip.cli.experiment.report.ExperimentResults;
import zoodip.cli.experiment.report.ProbeFigures;
import zoodip.cli.jobs.RemoteFiles;
import zoodip.cli.terminal.ValueText;
import zoodip.client.CallFailure;
import zoodip.client.Client;
import zoodip.v1.Evaluation;
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

  /**
   * What is done, and what is not; nothing where a subject was never uploaded.
   *
   * @param conditions of each subject, by its name
   */
  ExperimentResults read(
      ExperimentPlan plan,
      String model,
      List<ExperimentSubject> subjects,
      Map<String, Conditions> conditions) {
    try {
      return read(plan, model, ExperimentDesign.cells(client, plan, model, subjects), conditions);
    } catch (StatusRuntimeException e) {
      if (CallFailure.of(e).reason().equals("SUBJECT_NOT_FOUND")) {
        return ExperimentResults.none(
            plan, List.copyOf(conditions.keySet()), "not queued", environment(model, List.of()));
      }
      throw e;
    }
  }

  private ExperimentResults read(
      ExperimentPlan plan,
      String model,
      ExperimentCells cells,
      Map<String, Conditions> conditions) {
    List<CellResult> results = new ArrayList<>();
    List<TrainingJob> done = new ArrayList<>();
    Map<CellKey, String> missing = new LinkedHashMap<>();
    for (ExperimentCell cell : cells.trainings()) {
      TrainingJob job = jobs.find(cell).job();
      Attempt<Evaluation> evaluation = jobs.find(cell, job);
      if (evaluation.hasSucceeded()) {
        Scores scores = evaluation.job().getScores();
        results.add(result(cell, job, scores, conditions.get(cell.subject())));
        done.add(job);
      } else {
        missing.put(cell.key(), missing(cell));
      }
    }
    Map<String, ClassWordResult> classWords = new LinkedHashMap<>();
    for (ScoringRequest word : cells.classWords()) {
      Attempt<Evaluation> found = jobs.find(word);
      if (found.hasSucceeded()) {
        classWords.put(
            word.subject(),
            new ClassWordResult(
                word.subject(),
                found.job().getScores(),
                conditions.get(word.subject()),
                client.settings().server()));
      }
    }
    return new ExperimentResults(
        plan, results, classWords, missing, List.of(), environment(model, done));
  }

  private CellResult result(
      ExperimentCell cell, TrainingJob job, Scores scores, Conditions conditions) {
    int steps = job.getProgress().getDone();
    return new CellResult(
        cell.subject(),
        cell.variant(),
        cell.seed(),
        job.getSettings(),
        steps,
        UnetRows.of(job.getSettings().toBuilder().setSteps(steps).build()),
        (Timestamps.toMillis(job.getEndTime()) - Timestamps.toMillis(job.getStartTime())) / 1000.0,
        scores,
        ProbeFigures.of(job.getProgress()),
        conditions,
        client.settings().server());
  }

  private String missing(ExperimentCell cell) {
    Attempt<TrainingJob> training = jobs.find(cell);
    if (!training.exists()) {
      return "not queued";
    }
    String state = ValueText.of(training.state());
    String error = training.job().getError().getMessage();
    return training.hasSucceeded() ? "not scored" : error.isEmpty() ? state : state + ", " + error;
  }

  private Map<String, String> environment(String model, List<TrainingJob> done) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("server", client.settings().server());
    environment.put("model", ResourceNames.id(model));
    done.stream().findFirst().ifPresent(job -> environment.putAll(versions(job)));
    environment.putAll(ReportingMachine.environment(program));
    return environment;
  }

  /** Of the programs that trained, as the first training's provenance has them. */
  private Map<String, String> versions(TrainingJob job) {
    if (!job.getFilesList().contains(PROVENANCE)) {
      return Map.of();
    }
    JsonObject provenance =
        JsonParser.parseString(
                RemoteFiles.ofTraining(client, job.getName()).read(PROVENANCE).toStringUtf8())
            .getAsJsonObject();
    Map<String, String> versions = new LinkedHashMap<>();
    if (provenance.has("versions")) {
      provenance
          .getAsJsonObject("versions")
          .asMap()
          .forEach((name, version) -> versions.put("trained with " + name, version.getAsString()));
    }
    return versions;
  }
}
