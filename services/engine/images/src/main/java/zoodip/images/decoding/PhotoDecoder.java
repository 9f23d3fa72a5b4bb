package zoodip.images.decoding;

import java.nio.ByteBuffer;
import java.util.List;
import zoodip.images.Orientation;
import zoodip.images.RowConsumer;

/** A photo's file whose header was read: its size is known, its pixels can be had row by row. */
public interface PhotoDecoder {
  /** What the file is. */
  Format format();

  /** Pixels a row, as stored. */
  int width();

  /** Rows, as stored. */
  int height();

  /** How the stored image is turned. */
  Orientation orientation();

  /** Whether some of it may be transparent. */
  default boolean isTransparent() {
    return false;
  }

  /** Bytes of the heap that decoding takes at most, beside the file's. */
  long heapBytes();

  /** Bytes that decoding takes outside the heap and that grow with the image. */
  default long nativeBytes() {
    return 0;
  }

  /** What would make the photo decode with little memory, for people; empty if it does. */
  default String advice() {
    return "";
  }

  /**
   * Decodes the rows, from the top.
   *
   * @throws BadPhotoException if the file is damaged
   */
  void decode(RowConsumer rows);

  /**
   * The file again with the same pixels, held the same way, and nothing else in it: no EXIF but the
   * orientation, no place, no XMP, comments, previews or profiles, nothing behind its end. Of such
   * a file it is the same bytes.
   *
   * @return its pieces, the large ones views of the file that was read
   */
  List<ByteBuffer> withoutMetadata();

  /** Pixels a row of the upright photo. */
  default int uprightWidth() {
    return orientation().areAxesSwapped() ? height() : width();
  }

  /** Rows of the upright photo. */
  default int uprightHeight() {
    return orientation().areAxesSwapped() ? width() : height();
  }
}
