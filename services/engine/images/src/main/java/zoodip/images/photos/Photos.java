package zoodip.images.photos;

import static zoodip.images.decoding.BadPhotoException.Reason.EMPTY;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import zoodip.images.RgbImage;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Format;
import zoodip.images.decoding.PhotoDecoder;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.jpeg.JpegFile;
import zoodip.images.png.PngFile;
import zoodip.images.resampling.DecodedImage;
import zoodip.images.resampling.DecodingPlan;
import zoodip.images.resampling.Framing;
import zoodip.images.webp.WebpFile;

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
  public record Seen(Format format, int width, int height) {}

  /**
   * Decodes a whole photo, 3 bytes a pixel.
   *
   * @throws BadPhotoException if the bytes are no acceptable photo: the reason says which way
   */
  public static Photo decode(byte[] bytes, PhotoLimits limits) {
    return decode(bytes, limits, Framing.WHOLE);
  }

  /** Decodes what is wanted of a photo; fails as {@link #decode(byte[], PhotoLimits)} does. */
  public static Photo decode(byte[] bytes, PhotoLimits limits, Framing framing) {
    PhotoDecoder file = open(bytes, limits);
    return new Photo(decode(file, List.of(framing)).get(0), file.format());
  }

  /**
   * Decodes a photo once for several purposes; fails as {@link #decode(byte[], PhotoLimits)} does.
   *
   * @return for each framing its image
   */
  public static List<RgbImage> decode(byte[] bytes, PhotoLimits limits, List<Framing> framings) {
    return decode(open(bytes, limits), framings);
  }

  /**
   * Decodes a photo to see that it is whole, and keeps nothing of it; fails as {@link
   * #decode(byte[], PhotoLimits)} does.
   */
  public static Seen check(byte[] bytes, PhotoLimits limits) {
    PhotoDecoder file = open(bytes, limits);
    var unused = decode(file, List.of());
    return new Seen(file.format(), file.uprightWidth(), file.uprightHeight());
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
      case JPEG -> JpegFile.read(bytes, limits);
      case PNG -> PngFile.read(bytes, limits);
      case WEBP -> WebpFile.read(bytes, limits);
    };
  }

  private static List<RgbImage> decode(PhotoDecoder file, List<Framing> framings) {
    List<DecodingPlan> decodingPlans =
        framings.stream().map(f -> f.plan(file.uprightWidth(), file.uprightHeight())).toList();
    long made = decodingPlans.stream().mapToLong(plan -> plan.bytes(file.orientation())).sum();
    Supplier<List<RgbImage>> work = () -> make(file, decodingPlans);
    return DecodingMemory.HEAP.with(
        file.heapBytes() + made,
        file,
        () -> DecodingMemory.NATIVE.with(file.nativeBytes(), file, work));
  }

  private static List<RgbImage> make(PhotoDecoder file, List<DecodingPlan> decodingPlans) {
    List<DecodedImage> made = new ArrayList<>();
    decodingPlans.forEach(plan -> made.add(plan.maker(file.orientation())));
    file.decode((rgb, from) -> made.forEach(each -> each.row(rgb, from)));
    return made.stream().map(DecodedImage::image).toList();
  }
}
