package zoodip.platform.work;

/** What is wanted of a running attempt. */
public enum AttemptDirective {
  CONTINUE,
  /** The job's cancellation was requested: end with {@link AttemptResult.Cancelled}. */
  CANCEL,
  /** This process shuts down: save what there is and end with {@link AttemptResult.Suspended}. */
  SUSPEND,
  /** The job has ended or belongs to another attempt: end with {@link AttemptResult.Abandoned}. */
  ABANDON
}
