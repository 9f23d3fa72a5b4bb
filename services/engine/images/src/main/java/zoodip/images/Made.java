package zoodip.images;

/** A picture that is made of the rows of a photo. */
interface Made extends Rows {
  /** The picture, upright, after the last row. */
  Picture picture();
}
