package zoodip.cli.errors;

/** What the command tells its caller, beside picocli's 0 for done and 2 for bad input. */
public final class ExitCodes {
  /** Done, and the answer is no. */
  public static final int NO = 1;

  /**
   * The server refused: what was named is not there, is there already, is in no state for it, or
   * needs more than the server has.
   */
  public static final int REFUSED = 3;

  /** The server cannot be reached, is too busy or too slow: the same may work later. */
  public static final int LATER = 4;

  /** A fault in this program or in the server (EX_SOFTWARE of sysexits.h). */
  public static final int FAULT = 70;

  private ExitCodes() {}
}
