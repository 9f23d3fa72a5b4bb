package zoodip.diffusion.training;

/** What the trainings of one batch may share. */
public enum BatchSharing {
  /**
   * Nothing that could change a bit: a training's losses are the same whatever else is in the
   * batch, and alone.
   */
  STRICT,
  /**
   * What is the same for all candidates of a step is computed once. Where the arithmetic is fp32, a
   * training that is alone in its batch may then have other last bits than one that is not.
   */
  FAST
}
