package zoodip.images.decoding;

/** Bytes that are not an acceptable photo; the message is meant for the person who sent them. */
public final class BadPhotoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a photo was refused. */
  public enum Reason {
    /** No bytes at all. */
    EMPTY,
    /** Not JPEG, PNG or WebP, or a rare variant of them that is not supported. */
    UNSUPPORTED_FORMAT,
    /** Cut off or damaged. */
    CORRUPT,
    /** The file is larger than {@link PhotoLimits#maxBytes}. */
    TOO_MANY_BYTES,
    /** More pixels than {@link PhotoLimits#maxPixels}. */
    TOO_MANY_PIXELS,
    /** A side is shorter than {@link PhotoLimits#minSide}. */
    TOO_SMALL
  }

  private final Reason reason;

  public BadPhotoException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public BadPhotoException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why the photo was refused. */
  public Reason reason() {
    return reason;
  }

  public static BadPhotoException corrupt(Format format, String what) {
    return new BadPhotoException(Reason.CORRUPT, corruptMessage(format, what));
  }

  public static BadPhotoException corrupt(Format format, String what, Throwable cause) {
    return new BadPhotoException(Reason.CORRUPT, corruptMessage(format, what), cause);
  }

  public static BadPhotoException unsupported(String what) {
    return unsupported(what, "convert it first");
  }

  public static BadPhotoException unsupported(String what, String remedy) {
    return new BadPhotoException(
        Reason.UNSUPPORTED_FORMAT,
        "%s: only JPEG, PNG and WebP stills are accepted, %s.".formatted(what, remedy));
  }

  private static String corruptMessage(Format format, String what) {
    return "The %s file is damaged (%s): export or upload it again.".formatted(format, what);
  }
}
