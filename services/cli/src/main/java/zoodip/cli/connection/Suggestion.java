package zoodip.cli.connection;

import io.grpc.StatusRuntimeException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import zoodip.client.Client;
import zoodip.platform.names.NearestNames;
import zoodip.v1.ListEvaluationsRequest;
import zoodip.v1.ListModelsRequest;
import zoodip.v1.ListSubjectsRequest;
import zoodip.v1.ListTrainingJobsRequest;

/** Finds what was probably meant by a name that nothing has. */
final class Suggestion {
  private static final int PAGE = 1000;

  private Suggestion() {}

  /** "; did you mean my-mug-2?" or nothing. */
  static String of(Client client, ResourceNames names, String message) {
    if (message.contains("did you mean")) {
      return "";
    }
    return names.asked().stream()
        .filter(message::contains)
        .findFirst()
        .flatMap(name -> nearest(name, others(client, name)))
        .map(near -> "; did you mean " + ResourceNames.id(near) + "?")
        .orElse("");
  }

  /** The nearest name of those that are near enough to be meant. */
  static Optional<String> nearest(String wanted, List<String> names) {
    return NearestNames.nearest(
        ResourceNames.id(wanted), names.stream().map(ResourceNames::id).toList());
  }

  private static List<String> others(Client client, String name) {
    try {
      return list(client, name.replaceFirst(".*?([a-zA-Z]+)/[^/]+$", "$1"));
    } catch (StatusRuntimeException e) {
      // the failure that is being explained is the one to tell
      return List.of();
    }
  }

  private static List<String> list(Client client, String collection) {
    String tenant = client.tenant();
    return switch (collection) {
      case "subjects" ->
          client
              .subjects()
              .listSubjects(
                  ListSubjectsRequest.newBuilder().setParent(tenant).setPageSize(PAGE).build())
              .getSubjectsList()
              .stream()
              .map(subject -> subject.getName())
              .toList();
      case "trainingJobs" ->
          client
              .trainingJobs()
              .listTrainingJobs(
                  ListTrainingJobsRequest.newBuilder().setParent(tenant).setPageSize(PAGE).build())
              .getTrainingJobsList()
              .stream()
              .map(job -> job.getName())
              .toList();
      case "evaluations" ->
          client
              .evaluations()
              .listEvaluations(
                  ListEvaluationsRequest.newBuilder().setParent(tenant).setPageSize(PAGE).build())
              .getEvaluationsList()
              .stream()
              .map(evaluation -> evaluation.getName())
              .toList();
      case "models" ->
          client
              .models()
              .listModels(ListModelsRequest.newBuilder().setPageSize(PAGE).build())
              .getModelsList()
              .stream()
              .sorted(Comparator.comparing(model -> model.getName()))
              .map(model -> model.getName())
              .toList();
      default -> List.of();
    };
  }
}
