package zoodip.platform.work;

/** What is wanted of a running attempt. */
public enum Demand {
  CONTINUE,
  /** The job's cancellation was requested: end with {@link Ending.Cancelled}. */
  CANCEL,
  /** This process shuts down: save what there is and end with {@link Ending.Suspended}. */
  SUSPEND,
  /** The job has ended or belongs to another attempt: end with {@link Ending.Abandoned}. */
  ABANDON
}
