package zoodip.images.png;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Format;

/** The chunks of a PNG file (PNG specification, third edition, section 5), first to last. */
final class PngChunks {
  static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** Length, type and checksum. */
  static final int FRAMING_BYTES = 12;

  /**
   * One chunk.
   *
   * @param type four letters, for example IHDR
   * @param framed all of it, as the file has it
   */
  record Chunk(String type, ByteBuffer framed) {
    /** What it holds. */
    ByteBuffer content() {
      return framed.slice(8, framed.remaining() - FRAMING_BYTES);
    }
  }

  /** Far more than encoders write; each costs memory. */
  private static final int MAX_CHUNKS = 100_000;

  /** What a chunk takes of the heap beside the file. */
  private static final int CHUNK_BYTES = 256;

  /** What is kept of a file; all else says nothing about its pixels. */
  private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "tRNS", "eXIf", "IDAT", "IEND");

  private PngChunks() {}

  /** The first chunk, without a look at the others. */
  static Chunk first(byte[] file) {
    int at = afterSignature(file);
    return chunk(file, at);
  }

  /** What the chunks of a file take of the heap. */
  static long heapBytes(List<Chunk> chunks) {
    return (long) CHUNK_BYTES * chunks.size();
  }

  /**
   * The chunks from IHDR to IEND that pixels are made of; those that a decoder may do without are
   * left out when damaged.
   */
  static List<Chunk> ofPixels(byte[] file) {
    return of(file).stream().filter(chunk -> NEEDED.contains(chunk.type())).toList();
  }

  /**
   * All chunks from IHDR to IEND; chunks that a decoder may do without are left out when damaged.
   *
   * @throws BadPhotoException if the file is cut off or a necessary chunk is damaged
   */
  static List<Chunk> of(byte[] file) {
    List<Chunk> chunks = new ArrayList<>();
    int at = afterSignature(file);
    String type = "";
    while (!type.equals("IEND")) {
      Chunk chunk = chunk(file, at);
      type = chunk.type();
      int length = chunk.framed().remaining();
      boolean intact =
          checksum(file, at + 4, length - 8) == chunk.framed().getInt(length - Integer.BYTES);
      boolean necessary = Character.isUpperCase(type.charAt(0));
      if (chunks.size() == MAX_CHUNKS) {
        throw corrupt("more than " + MAX_CHUNKS + " chunks");
      }
      if (intact) {
        chunks.add(chunk);
      } else if (necessary) {
        throw corrupt("the checksum of its chunk %s is wrong".formatted(type));
      }
      at += length;
    }
    return chunks;
  }

  /** A chunk as a file has it. */
  static byte[] framed(String type, ByteBuffer content) {
    int length = content.remaining();
    ByteBuffer chunk = ByteBuffer.allocate(FRAMING_BYTES + length);
    chunk.putInt(length).put(type.getBytes(ISO_8859_1)).put(content.duplicate());
    return chunk.putInt(checksum(chunk.array(), 4, length + 4)).array();
  }

  static int checksum(byte[] bytes, int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  private static int afterSignature(byte[] file) {
    if (file.length < SIGNATURE.length) {
      throw corrupt("it is cut off");
    }
    for (int i = 0; i < SIGNATURE.length; i++) {
      if (file[i] != SIGNATURE[i]) {
        throw corrupt("it went through a text conversion");
      }
    }
    return SIGNATURE.length;
  }

  private static Chunk chunk(byte[] file, int at) {
    if (file.length - at < FRAMING_BYTES) {
      throw corrupt("it is cut off");
    }
    int length = ByteBuffer.wrap(file).getInt(at);
    if (length < 0 || length > file.length - at - FRAMING_BYTES) {
      throw corrupt("it is cut off");
    }
    String type = new String(file, at + 4, 4, ISO_8859_1);
    return new Chunk(type, ByteBuffer.wrap(file).slice(at, FRAMING_BYTES + length));
  }

  private static BadPhotoException corrupt(String what) {
    return BadPhotoException.corrupt(Format.PNG, what);
  }
}
