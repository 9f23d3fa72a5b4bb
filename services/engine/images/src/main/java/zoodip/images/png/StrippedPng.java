package zoodip.images.png;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import zoodip.images.Orientation;
import zoodip.images.decoding.Exif;

/** A PNG file of nothing but what its pixels are made of, and its turn. */
final class StrippedPng {
  private StrippedPng() {}

  /** The file in pieces, most of them of the file that was read. */
  static List<ByteBuffer> of(List<PngChunks.Chunk> chunks, Orientation orientation) {
    List<ByteBuffer> file = new ArrayList<>();
    file.add(ByteBuffer.wrap(PngChunks.SIGNATURE));
    for (PngChunks.Chunk chunk : chunks) {
      switch (chunk.type()) {
        case "eXIf" -> {
          // it says more than the turn
        }
        case "IEND" -> file.add(framed("IEND", new byte[0]));
        default -> file.add(chunk.framed());
      }
      if (chunk.type().equals("IHDR") && orientation != Orientation.UPRIGHT) {
        file.add(framed("eXIf", Exif.of(orientation)));
      }
    }
    return file;
  }

  private static ByteBuffer framed(String type, byte[] content) {
    return ByteBuffer.wrap(PngChunks.framed(type, ByteBuffer.wrap(content)));
  }
}
