package zoodip.trainer.sampling;

/** Which photo, mirrored or not, and which timestep each step looks at. */
interface PhotoTimestepSequence {
  /** What a step looks at. */
  record Draw(int photo, boolean flipped, int timestep) {}

  /**
   * The draw of a step.
   *
   * @param step 1 for the first
   */
  Draw at(long step);
}
