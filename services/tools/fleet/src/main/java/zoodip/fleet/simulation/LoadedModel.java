package zoodip.fleet.simulation;

/** A GPU's model, which its first attempt loads. */
final class LoadedModel {
  private static final long NOT_ASKED_FOR = -1;

  private final long load;
  private long ready = NOT_ASKED_FOR;

  /**
   * @param load what loading takes, in microseconds
   */
  LoadedModel(long load) {
    this.load = load;
  }

  /** When it is there for somebody who asks for it now. */
  long readyAt(long now) {
    if (ready == NOT_ASKED_FOR) {
      ready = now + load;
    }
    return Math.max(now, ready);
  }
}
