package zoodip.images.png;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import zoodip.images.Orientation;
import zoodip.images.decoding.Exif;

/** A PNG file of nothing but what its pixels are made of, and its turn. */
final class StrippedPng {
  private StrippedPng() {}

  static byte[] of(List<PngChunks.Chunk> chunks, Orientation orientation) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(PngChunks.SIGNATURE);
    for (PngChunks.Chunk chunk : chunks) {
      if (!chunk.type().equals("eXIf")) {
        file.writeBytes(PngChunks.framed(chunk.type(), chunk.content()));
      }
      if (chunk.type().equals("IHDR") && orientation != Orientation.UPRIGHT) {
        file.writeBytes(PngChunks.framed("eXIf", ByteBuffer.wrap(Exif.of(orientation))));
      }
    }
    return file.toByteArray();
  }
}
