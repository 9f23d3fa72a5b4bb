package zoodip.webp;

/** An image that is damaged or cut off. */
public final class Vp8Exception extends RuntimeException {
  private static final long serialVersionUID = 1;

  Vp8Exception(String message) {
    super(message);
  }
}
