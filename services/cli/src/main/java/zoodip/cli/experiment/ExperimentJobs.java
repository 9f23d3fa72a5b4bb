package zoodip.cli.experiment;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import zoodip.cli.errors.UsageException;
import zoodip.client.CallFailure;
import zoodip.client.Client;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.Evaluation;
import zoodip.v1.GetEvaluationRequest;
import zoodip.v1.TrainingJob;

/**
 * Finds and makes a plan's jobs. A job's name follows from the id of the request that makes it, so
 * that a create under the id of an earlier one finds what that one made; one that only validates
 * finds it, too.
 */
final class ExperimentJobs {
  private final Client client;

  ExperimentJobs(Client client) {
    this.client = client;
  }

  /**
   * The newest training of a cell, or what it would be.
   *
   * @throws UsageException if the server refuses its settings
   */
  Attempt<TrainingJob> find(ExperimentCell cell) {
    try {
      return Attempt.newest(1, number -> training(cell, number, true), TrainingJob::getState);
    } catch (StatusRuntimeException e) {
      throw named(cell.name(), e);
    }
  }

  TrainingJob create(ExperimentCell cell, int number) {
    return training(cell, number, false);
  }

  /** The newest evaluation of what a cell's training has learned: its own, or one made later. */
  Attempt<Evaluation> find(ExperimentCell cell, TrainingJob learned) {
    return Attempt.newest(
        1,
        number -> number == 1 ? own(learned) : evaluation(scoring(cell, learned), number, true),
        Evaluation::getState);
  }

  Evaluation create(ExperimentCell cell, TrainingJob learned, int number) {
    return evaluation(scoring(cell, learned), number, false);
  }

  Attempt<Evaluation> find(ScoringRequest scoring) {
    return Attempt.newest(1, number -> evaluation(scoring, number, true), Evaluation::getState);
  }

  Evaluation create(ScoringRequest scoring, int number) {
    return evaluation(scoring, number, false);
  }

  private TrainingJob training(ExperimentCell cell, int number, boolean validateOnly) {
    CreateTrainingJobRequest create =
        CreateTrainingJobRequest.newBuilder()
            .setParent(client.tenant())
            .setTrainingJob(cell.wanted())
            .setRequestId(request(cell.request(), number))
            .setValidateOnly(validateOnly)
            .build();
    return client.call(() -> client.trainingJobs().createTrainingJob(create));
  }

  private Evaluation own(TrainingJob learned) {
    if (learned.getEvaluationJob().isEmpty()) {
      return Evaluation.getDefaultInstance();
    }
    GetEvaluationRequest get =
        GetEvaluationRequest.newBuilder().setName(learned.getEvaluationJob()).build();
    return client.call(() -> client.evaluations().getEvaluation(get));
  }

  private Evaluation evaluation(ScoringRequest scoring, int number, boolean validateOnly) {
    CreateEvaluationRequest create =
        CreateEvaluationRequest.newBuilder()
            .setParent(client.tenant())
            .setEvaluation(scoring.wanted())
            .setRequestId(request(scoring.request(), number))
            .setValidateOnly(validateOnly)
            .build();
    return client.call(() -> client.evaluations().createEvaluation(create));
  }

  /** The evaluation that a training has anyway, as one that is asked for by itself. */
  private static ScoringRequest scoring(ExperimentCell cell, TrainingJob learned) {
    return new ScoringRequest(
        cell.name(),
        cell.subject(),
        cell.request(),
        Evaluation.newBuilder()
            .setSubject(learned.getSubject())
            .setModel(learned.getModel())
            .setConcept(learned.getConcept())
            .setSettings(cell.wanted().getEvaluation())
            .build());
  }

  private static String request(String request, int number) {
    return number == 1 ? request : request + "/" + number;
  }

  private static RuntimeException named(String cell, StatusRuntimeException failure) {
    return failure.getStatus().getCode() == Status.Code.INVALID_ARGUMENT
        ? new UsageException(cell + ": " + CallFailure.of(failure).text(), failure)
        : failure;
  }
}
