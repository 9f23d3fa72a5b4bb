package zoodip.evaluator.scoring;

/** An embedding has no direction: it holds infinity or not-a-number, or only zeros. */
public final class NotFiniteException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotFiniteException(double length) {
    super("An embedding has the length %s, so it cannot be compared".formatted(length));
  }
}
