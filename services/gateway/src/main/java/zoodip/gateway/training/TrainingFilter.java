package zoodip.gateway.training;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.TrainingSpec;
import zoodip.gateway.paging.Filter;

/** What trainings can be filtered by: state, subject, model and concept. */
final class TrainingFilter {
  private static final Pattern ANY = Pattern.compile(".*");
  private static final Pattern STATE = Pattern.compile("QUEUED|RUNNING|SUCCEEDED|FAILED|CANCELLED");
  private static final Map<String, Pattern> FIELDS =
      new TreeMap<>(Map.of("state", STATE, "subject", ANY, "model", ANY, "concept", ANY));

  private TrainingFilter() {}

  /**
   * @throws zoodip.platform.errors.ServiceException INVALID_REQUEST
   */
  static Predicate<JobRecord> parse(String filter) {
    Filter parsed = Filter.parse(filter, FIELDS);
    return job -> parsed.matches(field -> value(field, job));
  }

  private static String value(String field, JobRecord job) {
    TrainingSpec spec = job.getSpec().getTraining();
    return switch (field) {
      case "state" -> job.getState().name().substring("JOB_STATE_".length());
      case "subject" -> spec.getSubject();
      case "model" -> spec.getModel();
      case "concept" -> spec.getConcept();
      default -> throw new IllegalArgumentException("Trainings have no field " + field);
    };
  }
}
