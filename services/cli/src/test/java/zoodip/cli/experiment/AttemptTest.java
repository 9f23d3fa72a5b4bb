package zoodip.cli.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import zoodip.v1.JobState;

class AttemptTest {
  @Test
  void theFirstIsTheNewestUnlessItFailed() {
    Attempt<JobState> running = newest(JobState.JOB_STATE_RUNNING);
    assertEquals(1, running.number());
    assertTrue(running.exists());
    assertFalse(newest().exists());
    assertTrue(newest(JobState.JOB_STATE_SUCCEEDED).hasSucceeded());
  }

  @Test
  void afterAFailureThereMayBeAnother() {
    Attempt<JobState> failed = newest(JobState.JOB_STATE_FAILED);
    assertEquals(1, failed.number());
    assertTrue(failed.hasFailed());
    Attempt<JobState> third =
        newest(
            JobState.JOB_STATE_FAILED, JobState.JOB_STATE_CANCELLED, JobState.JOB_STATE_SUCCEEDED);
    assertEquals(3, third.number());
    assertTrue(third.hasSucceeded());
  }

  private static Attempt<JobState> newest(JobState... states) {
    return Attempt.newest(
        1,
        number -> number <= states.length ? states[number - 1] : JobState.JOB_STATE_UNSPECIFIED,
        state -> state);
  }
}
