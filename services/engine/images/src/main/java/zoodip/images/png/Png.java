package zoodip.images.png;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import zoodip.images.RgbImage;
import zoodip.images.decoding.BadPhotoException;

/** Images as PNG files that carry text: prompt, seed and whatever else tells how they were made. */
public final class Png {
  private static final int MAX_KEYWORD = 79;

  /** Of XMP packets, which programs look for in iTXt chunks alone (XMP specification, part 3). */
  private static final String XMP = "XML:com.adobe.xmp";

  private Png() {}

  /**
   * A PNG file of the image.
   *
   * @param text keyword to text, kept in the map's order as tEXt chunks, which every program reads,
   *     where Latin-1 has the text's characters, else, and for XMP packets, as iTXt chunks; a
   *     keyword has 1..79 printable ASCII characters without spaces at its ends, a text is any
   *     Unicode without NUL
   * @throws IllegalArgumentException if a keyword or text is not of that form
   */
  public static byte[] encode(RgbImage image, Map<String, String> text) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(PngChunks.SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(image.width()).putInt(image.height()).put(new byte[] {8, 2, 0, 0, 0});
    write(file, "IHDR", header.array());
    text.forEach((keyword, words) -> write(file, keyword, words));
    write(file, "IDAT", pixels(image));
    write(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  /**
   * The texts of a PNG file that {@link #encode} wrote, in the file's order.
   *
   * @throws BadPhotoException if the file is no PNG file, cut off or damaged
   */
  public static Map<String, String> text(byte[] file) {
    Map<String, String> text = new LinkedHashMap<>();
    for (PngChunks.Chunk chunk : PngChunks.of(file)) {
      switch (chunk.type()) {
        case "tEXt" -> readPlain(chunk.content(), text);
        case "iTXt" -> readInternational(chunk.content(), text);
        default -> {
          // no text
        }
      }
    }
    return text;
  }

  private static byte[] pixels(RgbImage image) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
      int stride = 3 * image.width();
      for (int y = 0; y < image.height(); y++) {
        out.write(y == 0 ? leftDifferences(image.rgb(), stride) : upDifferences(image, y));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }

  private static byte[] leftDifferences(byte[] rgb, int stride) {
    byte[] row = new byte[1 + stride];
    row[0] = 1;
    for (int i = 0; i < stride; i++) {
      row[1 + i] = (byte) (i < 3 ? rgb[i] : rgb[i] - rgb[i - 3]);
    }
    return row;
  }

  private static byte[] upDifferences(RgbImage image, int y) {
    int stride = 3 * image.width();
    byte[] row = new byte[1 + stride];
    row[0] = 2;
    for (int i = 0, at = y * stride; i < stride; i++, at++) {
      row[1 + i] = (byte) (image.rgb()[at] - image.rgb()[at - stride]);
    }
    return row;
  }

  private static void write(ByteArrayOutputStream file, String type, byte[] content) {
    file.writeBytes(PngChunks.framed(type, ByteBuffer.wrap(content)));
  }

  private static void write(ByteArrayOutputStream file, String keyword, String words) {
    check(keyword, words);
    if (!keyword.equals(XMP) && ISO_8859_1.newEncoder().canEncode(words)) {
      write(file, "tEXt", (keyword + '\0' + words).getBytes(ISO_8859_1));
    } else {
      write(file, "iTXt", international(keyword, words));
    }
  }

  private static void check(String keyword, String words) {
    boolean printable = keyword.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    if (!printable || !keyword.equals(keyword.strip()) || !legalLength(keyword)) {
      throw new IllegalArgumentException(
          "a PNG keyword has 1..79 printable ASCII characters and no space at its ends, got '%s'"
              .formatted(keyword));
    }
    if (words.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a PNG text holds no NUL: '%s'".formatted(keyword));
    }
  }

  /** Keyword, not compressed, no language, no translated keyword, text in UTF-8. */
  private static byte[] international(String keyword, String words) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(keyword.getBytes(ISO_8859_1));
    content.writeBytes(new byte[] {0, 0, 0, 0, 0});
    content.writeBytes(words.getBytes(UTF_8));
    return content.toByteArray();
  }

  private static boolean legalLength(String keyword) {
    return keyword.length() >= 1 && keyword.length() <= MAX_KEYWORD;
  }

  private static void readPlain(ByteBuffer content, Map<String, String> text) {
    String keyword = untilNul(content);
    text.put(keyword, ISO_8859_1.decode(content).toString());
  }

  private static void readInternational(ByteBuffer content, Map<String, String> text) {
    String keyword = untilNul(content);
    if (content.remaining() < 2 || content.getShort() != 0) {
      return;
    }
    untilNul(content);
    untilNul(content);
    text.put(keyword, UTF_8.decode(content).toString());
  }

  private static String untilNul(ByteBuffer content) {
    ByteBuffer word = content.slice();
    int length = 0;
    while (length < word.limit() && word.get(length) != 0) {
      length++;
    }
    content.position(content.position() + Math.min(word.limit(), length + 1));
    return ISO_8859_1.decode(word.limit(length)).toString();
  }
}
