package zoodip.contract;

import zoodip.v1.JobState;

/** What the states of a job have in common. */
public final class JobStates {
  private static final String PREFIX = "JOB_STATE_";

  private JobStates() {}

  /** What people call it, in upper case: RUNNING. */
  public static String label(JobState state) {
    return state.name().substring(PREFIX.length());
  }

  /** Whether a job in this state has ended and stays as it is. */
  public static boolean isTerminal(JobState state) {
    return switch (state) {
      case JOB_STATE_SUCCEEDED, JOB_STATE_FAILED, JOB_STATE_CANCELLED -> true;
      case JOB_STATE_QUEUED, JOB_STATE_RUNNING, JOB_STATE_UNSPECIFIED, UNRECOGNIZED -> false;
    };
  }
}
