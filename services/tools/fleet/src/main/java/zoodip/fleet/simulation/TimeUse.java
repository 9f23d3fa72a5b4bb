package zoodip.fleet.simulation;

import java.util.Locale;

/** What the paid time of a slot was for. */
public enum TimeUse {
  /** Steps that a concept was learned with. */
  USEFUL,
  /** Steps that were lost, and done again by a later attempt. */
  STEPS_AGAIN,
  /** Steps of jobs that failed in the end. */
  FAILED_JOBS,
  MODEL_LOADS,
  REPLAYS,
  /** Beginnings and ends of attempts. */
  ATTEMPTS,
  /** A GPU that boots, or that is still there after its trainer has stopped. */
  MACHINES,
  /** A slot without a job. */
  IDLE;

  /** As figures name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether no other fleet with the same GPUs and jobs would have to spend it. */
  public boolean isWasted() {
    return this != USEFUL && this != IDLE;
  }
}
