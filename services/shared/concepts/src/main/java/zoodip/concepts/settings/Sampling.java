package zoodip.concepts.settings;

/** How steps draw photos, mirroring and timesteps. */
public enum Sampling {
  /** Each step by itself, uniformly. */
  INDEPENDENT,
  /**
   * Photos and their mirror images from a shuffled bag until it is empty, timesteps by a
   * low-discrepancy sequence: fewer steps cover what there is to see.
   */
  IN_TURN
}
