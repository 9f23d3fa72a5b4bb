package zoodip.cli.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import zoodip.cli.errors.UsageException;

/** Text that people wrote, in UTF-8, with or without the byte-order mark of some editors. */
public final class TextFile {
  private static final int MOST_BYTES = 16 << 20;
  private static final char MARK = '\ufeff';

  private TextFile() {}

  /**
   * Reads it, without its mark.
   *
   * @throws UsageException if it is in another encoding
   */
  public static String read(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      byte[] bytes = content.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new UsageException(
            "%s has more than %d MiB, which is no text that people wrote"
                .formatted(file, MOST_BYTES >> 20));
      }
      if (isUtf16(bytes)) {
        throw new UsageException(file + " is in UTF-16: save it again as UTF-8");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UsageException(file + " is no text in UTF-8: save it again as UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static boolean isUtf16(byte[] bytes) {
    boolean marked =
        bytes.length >= 2
            && ((bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)
                || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff));
    return marked || zeros(bytes, 0) || zeros(bytes, 1);
  }

  /** Without a mark, letters of the Latin script tell it: one of the two bytes of each is zero. */
  private static boolean zeros(byte[] bytes, int from) {
    int pairs = bytes.length / 2;
    int zeros = 0;
    for (int i = from; i < 2 * pairs; i += 2) {
      zeros += bytes[i] == 0 ? 1 : 0;
    }
    return zeros * 2 > pairs;
  }
}
