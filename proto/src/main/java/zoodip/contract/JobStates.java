package zoodip.contract;

import zoodip.v1.JobState;

/** What the states of a job have in common. */
public final class JobStates {
  private JobStates() {}

  /** Whether a job in this state has ended and stays as it is. */
  public static boolean isTerminal(JobState state) {
    return switch (state) {
      case JOB_STATE_SUCCEEDED, JOB_STATE_FAILED, JOB_STATE_CANCELLED -> true;
      case JOB_STATE_QUEUED, JOB_STATE_RUNNING, JOB_STATE_UNSPECIFIED, UNRECOGNIZED -> false;
    };
  }
}
