package zoodip.images.png;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
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
   * @param content what it holds, a part of the file
   * @param intact whether its checksum is right
   */
  public record Located(int start, ByteBuffer content, boolean intact) {
    /** After its checksum. */
    public int end() {
      return start + FRAMING_BYTES + content.remaining();
    }

    /** A copy of what it holds. */
    public byte[] bytes() {
      byte[] copy = new byte[content.remaining()];
      content.get(content.position(), copy);
      return copy;
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
   * The chunks of a type, first to last, intact or not.
   *
   * @param type four letters, the first of them small: of a chunk that decoders may do without
   * @throws BadPhotoException if the file is no PNG file, cut off or a necessary chunk is damaged
   */
  public static List<Located> find(byte[] file, String type) {
    PngChunks.of(file); // from here on all chunks follow each other to the end
    ByteBuffer bytes = ByteBuffer.wrap(file);
    List<Located> found = new ArrayList<>();
    int at = PngChunks.SIGNATURE.length;
    String name = "";
    while (!name.equals("IEND")) {
      int length = bytes.getInt(at);
      name = new String(file, at + 4, 4, ISO_8859_1);
      if (name.equals(type)) {
        found.add(located(file, at, length));
      }
      at += FRAMING_BYTES + length;
    }
    return found;
  }

  private static Located located(byte[] file, int at, int length) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int checksum = PngChunks.checksum(file, at + 4, length + 4);
    boolean intact = checksum == bytes.getInt(at + 8 + length);
    return new Located(at, bytes.slice(at + 8, length), intact);
  }
}
