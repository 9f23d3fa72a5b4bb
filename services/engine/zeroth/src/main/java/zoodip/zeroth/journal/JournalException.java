package zoodip.zeroth.journal;

/** A journal that cannot be read or does not fit the run; nothing of it was used. */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What is wrong with the journal. */
  public enum Reason {
    /** The bytes do not start as a journal segment does. */
    NOT_A_SEGMENT,
    /** A segment of a version that this program does not know. */
    UNSUPPORTED_VERSION,
    /** Bytes at the segment's end are missing. */
    TRUNCATED,
    /** Bytes of the segment differ from what was written. */
    CORRUPT,
    /** Segments that do not follow one another from step 1 on. */
    GAP,
    /** The journal of a run with other settings. */
    OTHER_SETTINGS
  }

  private final Reason reason;

  /** What is wrong ({@code reason}) and, in words, why and what to do. */
  public JournalException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What is wrong with the journal. */
  public Reason reason() {
    return reason;
  }
}
