package zoodip.gateway.scaling;

/** What the replicas that a trigger is for do; the trigger's metadata say it in lower case. */
enum ScaledWork {
  /** Trainers. */
  TRAINING,
  /** Evaluators. */
  EVALUATION,
  /** Nodes of inference. */
  GENERATION
}
