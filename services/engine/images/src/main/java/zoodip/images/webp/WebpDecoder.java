package zoodip.images.webp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import zoodip.images.Orientation;
import zoodip.images.RowConsumer;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Format;
import zoodip.images.decoding.PhotoDecoder;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.decoding.WhiteBackground;
import zoodip.webp.KeyFrame;
import zoodip.webp.LosslessImage;
import zoodip.webp.Vp8Exception;

/** A WebP file, lossy or lossless. */
public final class WebpDecoder implements PhotoDecoder {
  private final WebpHeader header;

  private WebpDecoder(WebpHeader header) {
    this.header = header;
  }

  /**
   * Reads what comes before the pixels.
   *
   * @throws BadPhotoException if the file is cut off, damaged, over the limits or animated
   */
  public static WebpDecoder read(byte[] bytes, PhotoLimits limits) {
    return new WebpDecoder(WebpHeader.read(bytes, limits));
  }

  @Override
  public Format format() {
    return Format.WEBP;
  }

  @Override
  public int width() {
    return header.width();
  }

  @Override
  public int height() {
    return header.height();
  }

  @Override
  public Orientation orientation() {
    return header.orientation();
  }

  @Override
  public long heapBytes() {
    long pixels = (width() + 16L) * (height() + 16L);
    long alpha = header.alpha().map(chunk -> WebpAlpha.bytes(chunk, pixels)).orElse(0L);
    long colors =
        header.isLossless()
            ? LosslessImage.heapBytes(pixels, header.image().limit())
            : pixels * 3 / 2;
    return colors + alpha + (4 << 20);
  }

  @Override
  public boolean isTransparent() {
    return header.isTransparent();
  }

  @Override
  public String advice() {
    return "save it as a JPEG or PNG file";
  }

  @Override
  public List<ByteBuffer> withoutMetadata() {
    return StrippedWebp.of(header);
  }

  @Override
  public void decode(RowConsumer rows) {
    try {
      if (header.isLossless()) {
        lossless(rows);
      } else {
        lossy(rows);
      }
    } catch (Vp8Exception e) {
      throw BadPhotoException.corrupt(Format.WEBP, e.getMessage(), e);
    }
  }

  private void lossy(RowConsumer rows) {
    Optional<WebpAlpha> alpha = header.alpha().map(chunk -> WebpAlpha.of(chunk, width(), height()));
    KeyFrame.decode(
        header.image(),
        width(),
        height(),
        row -> {
          alpha.ifPresent(plane -> plane.blendOnWhite(row));
          rows.accept(row, 0);
        });
  }

  private void lossless(RowConsumer rows) {
    int[] argb = LosslessImage.decode(header.losslessBits(), width(), height());
    byte[] rgb = new byte[3 * width()];
    for (int from = 0; from < argb.length; from += width()) {
      for (int x = 0, at = 0; x < width(); x++, at += 3) {
        int color = argb[from + x];
        rgb[at] = (byte) (color >> 16);
        rgb[at + 1] = (byte) (color >> 8);
        rgb[at + 2] = (byte) color;
        if (isTransparent()) {
          WhiteBackground.blend(rgb, at, color >>> 24);
        }
      }
      rows.accept(rgb, 0);
    }
  }
}
