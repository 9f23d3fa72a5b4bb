package zoodip.images.photos;

import static zoodip.images.decoding.BadPhotoException.Reason.EMPTY;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import zoodip.images.RgbImage;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Format;
import zoodip.images.decoding.PhotoDecoder;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.jpeg.JpegDecoder;
import zoodip.images.png.PngDecoder;
import zoodip.images.resampling.DecodedImage;
import zoodip.images.resampling.DecodingPlan;
import zoodip.images.resampling.ResizeCrop;
import zoodip.images.webp.WebpDecoder;

/**
 * Decodes the photos that people upload: JPEG, PNG and WebP stills, to upright 8-bit RGB.
 * Orientation is taken from EXIF; colour profiles are ignored; what is transparent is laid on
 * white. Limits are checked from the file's header, before memory for pixels is taken.
 *
 * <p>Decoding goes row by row; what of a photo has to be in memory, and that all photos which a
 * process decodes at the same time share a part of its heap, {@link PhotoLimits} tells.
 */
public final class Photos {
  private Photos() {}

  /**
   * What a photo's file says of itself.
   *
   * @param width pixels a row of the upright photo
   * @param height rows of the upright photo
   */
  public record Info(Format format, int width, int height) {}

  /**
   * Decodes a whole photo, 3 bytes a pixel.
   *
   * @throws BadPhotoException if the bytes are no acceptable photo: the reason says which way
   */
  public static Photo decode(byte[] bytes, PhotoLimits limits) {
    return decode(bytes, limits, ResizeCrop.WHOLE);
  }

  /** Decodes what is wanted of a photo; fails as {@link #decode(byte[], PhotoLimits)} does. */
  public static Photo decode(byte[] bytes, PhotoLimits limits, ResizeCrop resizeCrop) {
    PhotoDecoder decoder = open(bytes, limits);
    return new Photo(decode(decoder, List.of(resizeCrop)).get(0), decoder.format());
  }

  /**
   * Decodes a photo once for several purposes; fails as {@link #decode(byte[], PhotoLimits)} does.
   *
   * @return for each wish its image
   */
  public static List<RgbImage> decode(
      byte[] bytes, PhotoLimits limits, List<ResizeCrop> resizeCrops) {
    return decode(open(bytes, limits), resizeCrops);
  }

  /**
   * Decodes a photo to see that it is whole, and keeps nothing of it; fails as {@link
   * #decode(byte[], PhotoLimits)} does.
   */
  public static Info check(byte[] bytes, PhotoLimits limits) {
    PhotoDecoder decoder = open(bytes, limits);
    var unused = decode(decoder, List.of());
    return new Info(decoder.format(), decoder.uprightWidth(), decoder.uprightHeight());
  }

  /**
   * A photo's file without metadata, in pieces, see {@link PhotoDecoder#withoutMetadata}; fails as
   * {@link #decode(byte[], PhotoLimits)} does where the file's header is to blame.
   */
  public static List<ByteBuffer> withoutMetadata(byte[] bytes, PhotoLimits limits) {
    return open(bytes, limits).withoutMetadata();
  }

  /** Whether a photo may be transparent somewhere; false if the bytes are none. */
  public static boolean isTransparent(byte[] bytes) {
    try {
      return open(bytes, PhotoLimits.STORED).isTransparent();
    } catch (BadPhotoException e) {
      return false;
    }
  }

  private static PhotoDecoder open(byte[] bytes, PhotoLimits limits) {
    if (bytes.length == 0) {
      throw new BadPhotoException(EMPTY, "The photo is empty (0 bytes): upload the file again.");
    }
    limits.checkBytes(bytes.length);
    return switch (FileKind.photoFormat(bytes)) {
      case JPEG -> JpegDecoder.read(bytes, limits);
      case PNG -> PngDecoder.read(bytes, limits);
      case WEBP -> WebpDecoder.read(bytes, limits);
    };
  }

  private static List<RgbImage> decode(PhotoDecoder decoder, List<ResizeCrop> resizeCrops) {
    List<DecodingPlan> plans =
        resizeCrops.stream()
            .map(f -> f.plan(decoder.uprightWidth(), decoder.uprightHeight()))
            .toList();
    long resultBytes =
        plans.stream().mapToLong(plan -> plan.heapBytes(decoder.orientation())).sum();
    Supplier<List<RgbImage>> work = () -> images(decoder, plans);
    return DecodingMemory.HEAP.with(
        decoder.heapBytes() + resultBytes,
        decoder,
        () -> DecodingMemory.NATIVE.with(decoder.nativeBytes(), decoder, work));
  }

  private static List<RgbImage> images(PhotoDecoder decoder, List<DecodingPlan> plans) {
    List<DecodedImage> images =
        plans.stream().map(plan -> plan.newImage(decoder.orientation())).toList();
    decoder.decode((rgb, from) -> images.forEach(image -> image.accept(rgb, from)));
    return images.stream().map(DecodedImage::image).toList();
  }
}
