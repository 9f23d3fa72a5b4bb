package zoodip.images.photos;

import zoodip.images.RgbImage;
import zoodip.images.decoding.Format;

/**
 * A decoded photo.
 *
 * @param image the pixels, turned upright
 * @param format what the file was
 */
public record Photo(RgbImage image, Format format) {}
