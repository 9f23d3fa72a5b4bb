package zoodip.trainer.journal;

import java.time.Instant;

/**
 * How far a running training is ahead of its journal. One thread trains, one commits, any reads.
 */
final class JournalLag {
  private volatile long done;
  private volatile long committed;
  private volatile Instant committedAt;

  /**
   * @param steps that the journal has already
   */
  JournalLag(long steps, Instant now) {
    done = steps;
    committed = steps;
    committedAt = now;
  }

  void done(long steps) {
    done = steps;
  }

  void committed(long steps, Instant now) {
    committed = steps;
    committedAt = now;
  }

  /** Steps that would be lost. */
  long steps() {
    return Math.max(0, done - committed);
  }

  Instant committedAt() {
    return committedAt;
  }
}
