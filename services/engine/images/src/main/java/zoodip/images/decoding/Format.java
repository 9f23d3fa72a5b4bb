package zoodip.images.decoding;

/** The file formats that photos may come in. */
public enum Format {
  JPEG("image/jpeg", "jpg"),
  PNG("image/png", "png"),
  WEBP("image/webp", "webp");

  private final String mediaType;
  private final String extension;

  Format(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /** The registered media type, for example {@code image/jpeg}. */
  public String mediaType() {
    return mediaType;
  }

  /** The usual ending of a file name, without the dot. */
  public String extension() {
    return extension;
  }
}
