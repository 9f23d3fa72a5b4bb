package zoodip.gateway.scaling;

/** What of its work a trigger's metric counts; the trigger's metadata say it in lower case. */
enum ScaledQuantity {
  /** Queued and running jobs; of generation the seconds that all waiting images take one node. */
  OUTSTANDING,
  /** Queued jobs, for who counts those that run by itself, as KEDA's ScaledJobs may. */
  QUEUED,
  /** Update steps that queued and running trainings have still to do. */
  STEPS
}
