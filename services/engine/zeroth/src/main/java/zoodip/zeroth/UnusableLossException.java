package zoodip.zeroth;

/**
 * Losses that no gradient can be estimated from. The optimizer is unchanged: the same step can be
 * told again with other losses.
 */
public final class UnusableLossException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnusableLossException(String message) {
    super(message);
  }
}
