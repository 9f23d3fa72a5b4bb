package zoodip.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import zoodip.cli.errors.UsageException;

/**
 * The words of a command line as they were typed.
 *
 * <p>Java decodes them with the locale's encoding. Under LC_ALL=C, which is what containers and
 * services often have, every letter beyond ASCII is lost before the program begins, and no property
 * can be set in time. Linux still has the bytes.
 */
final class Arguments {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private Arguments() {}

  /**
   * Reads them as UTF-8 where the locale's encoding has lost letters.
   *
   * @throws UsageException if letters are lost and cannot be had, or are no UTF-8
   */
  static String[] asTyped(String... decoded) {
    Charset encoding = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    if (!encoding.equals(StandardCharsets.US_ASCII) || !Files.isReadable(COMMAND_LINE)) {
      return decoded;
    }
    try {
      return last(words(Files.readAllBytes(COMMAND_LINE)), decoded.length);
    } catch (CharacterCodingException e) {
      throw new UsageException(
          "The command line is not in UTF-8, and the locale has no other letters than ASCII;"
              + " set LC_ALL to your terminal's locale, for example C.UTF-8",
          e);
    } catch (IOException e) {
      return decoded;
    }
  }

  /** The words of a command line, each of which ends with a zero. */
  static List<String> words(byte[] commandLine) throws CharacterCodingException {
    List<String> words = new ArrayList<>();
    String all =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(commandLine)).toString();
    for (int from = 0; from < all.length(); ) {
      int end = all.indexOf('\0', from);
      words.add(all.substring(from, end < 0 ? all.length() : end));
      from = end < 0 ? all.length() : end + 1;
    }
    return words;
  }

  private static String[] last(List<String> words, int count) {
    String[] all = words.toArray(String[]::new);
    return Arrays.copyOfRange(all, Math.max(0, all.length - count), all.length);
  }
}
