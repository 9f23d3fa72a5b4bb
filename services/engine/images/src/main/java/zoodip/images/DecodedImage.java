package zoodip.images;

/** A picture that is made of the rows of a photo. */
interface DecodedImage extends RowConsumer {
  /** The picture, upright, after the last row. */
  RgbImage picture();
}
