package zoodip.gateway.jobs;

import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.gateway.paging.Field;
import zoodip.gateway.paging.Fields;
import zoodip.gateway.paging.ListDefinition;
import zoodip.v1.JobState;

/** What lists of jobs can be filtered and ordered by; trainings and evaluations alike. */
final class JobListing {
  private static final Fields<JobRecord> FIELDS =
      Fields.of(
          Field.text("name", JobRecord::getName),
          Field.choice("state", JobState.class, "JOB_STATE_", JobRecord::getState),
          Field.text("subject", job -> subject(job.getSpec())),
          Field.text("model", job -> model(job.getSpec())),
          Field.text("concept", job -> concept(job.getSpec())),
          Field.time("create_time", JobRecord::getCreateTime),
          Field.time("start_time", JobRecord::getStartTime),
          Field.time("end_time", JobRecord::getEndTime),
          Field.time("update_time", JobRecord::getUpdateTime));

  private JobListing() {}

  /**
   * The listing of one kind of job.
   *
   * @param collection for example {@code trainingJobs}
   */
  static ListDefinition<JobRecord> of(String collection) {
    return new ListDefinition<>(collection, ListDefinition.NEWEST_FIRST, FIELDS);
  }

  private static String subject(JobSpec spec) {
    return spec.hasTraining() ? spec.getTraining().getSubject() : spec.getEvaluation().getSubject();
  }

  private static String model(JobSpec spec) {
    return spec.hasTraining() ? spec.getTraining().getModel() : spec.getEvaluation().getModel();
  }

  private static String concept(JobSpec spec) {
    return spec.hasTraining() ? spec.getTraining().getConcept() : spec.getEvaluation().getConcept();
  }
}
