package zoodip.images;

/**
 * A decoded photo.
 *
 * @param picture the pixels, turned upright
 * @param format what the file was
 */
public record Photo(RgbImage picture, Format format) {}
