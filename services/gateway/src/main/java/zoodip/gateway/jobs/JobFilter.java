package zoodip.gateway.jobs;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.gateway.paging.Filter;

/** What jobs can be filtered by: state, subject, model and concept. */
public final class JobFilter {
  private static final Pattern ANY = Pattern.compile(".*");
  private static final Pattern STATE = Pattern.compile("QUEUED|RUNNING|SUCCEEDED|FAILED|CANCELLED");
  private static final Map<String, Pattern> FIELDS =
      new TreeMap<>(Map.of("state", STATE, "subject", ANY, "model", ANY, "concept", ANY));

  private JobFilter() {}

  /**
   * The jobs that a list's filter lets through.
   *
   * @throws zoodip.platform.errors.ServiceException INVALID_REQUEST
   */
  public static Predicate<JobRecord> parse(String filter) {
    Filter parsed = Filter.parse(filter, FIELDS);
    return job -> parsed.matches(field -> value(field, job));
  }

  private static String value(String field, JobRecord job) {
    JobSpec spec = job.getSpec();
    boolean training = spec.hasTraining();
    return switch (field) {
      case "state" -> job.getState().name().substring("JOB_STATE_".length());
      case "subject" ->
          training ? spec.getTraining().getSubject() : spec.getEvaluation().getSubject();
      case "model" -> training ? spec.getTraining().getModel() : spec.getEvaluation().getModel();
      case "concept" ->
          training ? spec.getTraining().getConcept() : spec.getEvaluation().getConcept();
      default -> throw new IllegalArgumentException("Jobs have no field " + field);
    };
  }
}
