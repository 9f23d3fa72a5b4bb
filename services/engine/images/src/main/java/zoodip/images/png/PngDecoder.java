package zoodip.images.png;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import zoodip.images.Orientation;
import zoodip.images.RowConsumer;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Exif;
import zoodip.images.decoding.Format;
import zoodip.images.decoding.PhotoDecoder;
import zoodip.images.decoding.PhotoLimits;

/** A PNG file of any colour type and depth, decoded row by row. */
public final class PngDecoder implements PhotoDecoder {
  private final PngHeader header;
  private final List<PngChunks.Chunk> chunks;

  private PngDecoder(PngHeader header, List<PngChunks.Chunk> chunks) {
    this.header = header;
    this.chunks = chunks;
  }

  /**
   * Reads what comes before the pixels.
   *
   * @throws BadPhotoException if the file is cut off, damaged or over the limits
   */
  public static PngDecoder read(byte[] file, PhotoLimits limits) {
    PngHeader header = PngHeader.read(PngChunks.first(file), limits);
    return new PngDecoder(header, PngChunks.ofPixels(file));
  }

  @Override
  public Format format() {
    return Format.PNG;
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
    return content("eXIf").map(Exif::orientation).orElse(Orientation.UPRIGHT);
  }

  @Override
  public long heapBytes() {
    return 4 * header.rowBytes(width()) + 3L * width() + PngChunks.heapBytes(chunks) + (1 << 20);
  }

  @Override
  public boolean isTransparent() {
    return header.hasAlpha() || content("tRNS").isPresent();
  }

  @Override
  public void decode(RowConsumer rows) {
    PngColorConversion colors = new PngColorConversion(header, content("PLTE"), content("tRNS"));
    byte[] rgb = new byte[Math.multiplyExact(3, width())];
    try (PngPasses passes = new PngPasses(header, chunks)) {
      for (int y = 0; y < height(); y++) {
        passes.row(y, colors, rgb);
        rows.accept(rgb, 0);
      }
    } catch (EOFException e) {
      throw BadPhotoException.corrupt(Format.PNG, "it ends in the middle of the picture", e);
    } catch (IOException e) {
      throw BadPhotoException.corrupt(Format.PNG, "its pixels cannot be unpacked", e);
    }
  }

  @Override
  public List<ByteBuffer> withoutMetadata() {
    return StrippedPng.of(chunks, orientation());
  }

  private Optional<ByteBuffer> content(String type) {
    return chunks.stream()
        .filter(chunk -> chunk.type().equals(type))
        .map(PngChunks.Chunk::content)
        .findFirst();
  }
}
