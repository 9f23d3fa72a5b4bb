package zoodip.gateway.records;

/**
 * What workers of one base model can take.
 *
 * @param training trainings, or else evaluations
 * @param model its resource name, {@code models/...}
 */
public record JobQueue(boolean training, String model) {
  static JobQueue of(JobEntry job) {
    return new JobQueue(job.isTraining(), job.model());
  }
}
