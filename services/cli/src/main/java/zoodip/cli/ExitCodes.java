package zoodip.cli;

/** What the command tells its caller, beside picocli's 0 for done and 2 for bad input. */
final class ExitCodes {
  /** Done, and the answer is no. */
  static final int NO = 1;

  /** A fault in this program (EX_SOFTWARE of sysexits.h). */
  static final int FAULT = 70;

  private ExitCodes() {}
}
