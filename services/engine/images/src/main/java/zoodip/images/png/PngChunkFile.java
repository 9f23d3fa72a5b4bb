package zoodip.images.png;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import zoodip.images.decoding.BadPhotoException;

/** PNG files as what they are made of: for chunks that say nothing about pixels. */
public final class PngChunkFile {
  /** What a chunk takes beside its content. */
  public static final int FRAMING_BYTES = PngChunks.FRAMING_BYTES;

  /**
   * A chunk and where it stands.
   *
   * @param start of its length in the file
   * @param content what it holds
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Located(int start, byte[] content) {
    /** After its checksum. */
    public int end() {
      return start + FRAMING_BYTES + content.length;
    }
  }

  private PngChunkFile() {}

  /** Whether the bytes begin as every PNG file does. */
  public static boolean isPng(byte[] file) {
    return file.length >= PngChunks.SIGNATURE.length
        && Arrays.equals(
            file,
            0,
            PngChunks.SIGNATURE.length,
            PngChunks.SIGNATURE,
            0,
            PngChunks.SIGNATURE.length);
  }

  /**
   * Where what follows the header chunk begins.
   *
   * @throws BadPhotoException if the file is no PNG file
   */
  public static int afterHeader(byte[] file) {
    return PngChunks.SIGNATURE.length + FRAMING_BYTES + PngChunks.first(file).content().remaining();
  }

  /**
   * The file with one chunk more, right after its header.
   *
   * @param type four letters
   * @throws BadPhotoException if the file is no PNG file
   */
  public static byte[] insertAfterHeader(byte[] file, String type, byte[] content) {
    int at = afterHeader(file);
    ByteBuffer larger = ByteBuffer.allocate(file.length + FRAMING_BYTES + content.length);
    larger.put(file, 0, at);
    larger.putInt(content.length).put(type.getBytes(ISO_8859_1)).put(content);
    larger.putInt(PngChunks.checksum(larger.array(), at + 4, content.length + 4));
    return larger.put(file, at, file.length - at).array();
  }

  /**
   * The intact chunks of a type, first to last.
   *
   * @throws BadPhotoException if the file is no PNG file, cut off or damaged
   */
  public static List<Located> find(byte[] file, String type) {
    return PngChunks.of(file).stream()
        .filter(chunk -> chunk.type().equals(type))
        .map(chunk -> located(chunk.content()))
        .toList();
  }

  private static Located located(ByteBuffer content) {
    byte[] copy = new byte[content.remaining()];
    content.get(0, copy);
    return new Located(content.arrayOffset() - 8, copy);
  }
}
