package zoodip.cli.experiment;

import java.util.function.Function;
import java.util.function.IntFunction;
import zoodip.v1.JobState;

/**
 * The newest of the jobs that a thing was tried with: after one that failed, there may be another,
 * under a request id of its own.
 *
 * @param number from 1
 * @param job as it is, or as it would be if there is none yet
 */
record Attempt<J>(int number, J job, JobState state) {
  /**
   * Finds it.
   *
   * @param look the job of a number, or what it would be
   */
  static <J> Attempt<J> newest(int first, IntFunction<J> look, Function<J, JobState> state) {
    Attempt<J> newest = at(first, look, state);
    while (newest.hasFailed()) {
      Attempt<J> next = at(newest.number + 1, look, state);
      if (!next.exists()) {
        return newest;
      }
      newest = next;
    }
    return newest;
  }

  private static <J> Attempt<J> at(int number, IntFunction<J> look, Function<J, JobState> state) {
    J job = look.apply(number);
    return new Attempt<>(number, job, state.apply(job));
  }

  boolean exists() {
    return state != JobState.JOB_STATE_UNSPECIFIED;
  }

  boolean hasSucceeded() {
    return state == JobState.JOB_STATE_SUCCEEDED;
  }

  boolean hasFailed() {
    return state == JobState.JOB_STATE_FAILED || state == JobState.JOB_STATE_CANCELLED;
  }
}
