package zoodip.diffusion.generation;

/** An image that came out as numbers which are infinite or none: there is nothing to show. */
public final class ImageNotFiniteException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int request;

  /**
   * @param request index of the request whose image it is
   */
  public ImageNotFiniteException(int request) {
    super(
        "picture %d came out as numbers that are infinite or not a number; an embedding with huge"
                .formatted(request + 1)
            + " values does that, a guidance scale far too high, or a precision too small for the"
            + " model");
    this.request = request;
  }

  /** Index of the request. */
  public int request() {
    return request;
  }
}
