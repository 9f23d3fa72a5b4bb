package zoodip.images;

/**
 * A decoded photo.
 *
 * @param image the pixels, turned upright
 * @param format what the file was
 */
public record Photo(RgbImage image, Format format) {}
