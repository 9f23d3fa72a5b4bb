package zoodip.images.resampling;

import zoodip.images.RgbImage;
import zoodip.images.RowConsumer;

/** An image that is made of the rows of a photo. */
public interface DecodedImage extends RowConsumer {
  /** The image, upright, after the last row. */
  RgbImage image();
}
