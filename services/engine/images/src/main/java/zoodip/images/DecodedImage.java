package zoodip.images;

/** An image that is made of the rows of a photo. */
interface DecodedImage extends RowConsumer {
  /** The image, upright, after the last row. */
  RgbImage image();
}
