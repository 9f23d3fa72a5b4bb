package zoodip.platform.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * The form of keys: {@code zoodip_live_}, 43 random letters and digits (256 bits), and 6 that are a
 * checksum of all before, so that a damaged one is told from an unknown one, and scanners of
 * sources know one when they see it.
 */
public final class KeyText {
  public static final String PREFIX = "zoodip_live_";

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int RANDOM_DIGITS = 43;
  private static final int CHECK_DIGITS = 6;
  private static final SecureRandom RANDOM = new SecureRandom();

  private KeyText() {}

  /** Another one, that nobody has seen. */
  public static String random() {
    String text =
        PREFIX
            + RANDOM
                .ints(RANDOM_DIGITS, 0, DIGITS.length())
                .mapToObj(digit -> String.valueOf(DIGITS.charAt(digit)))
                .collect(Collectors.joining());
    return text + checksum(text);
  }

  /** Whether a text is a key, as far as can be seen. */
  public static boolean isWhole(String text) {
    int random = text.length() - CHECK_DIGITS;
    return random == PREFIX.length() + RANDOM_DIGITS
        && text.substring(random).equals(checksum(text.substring(0, random)));
  }

  /** CRC-32, in base 62. */
  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    StringBuilder digits = new StringBuilder();
    long rest = crc.getValue();
    for (int i = 0; i < CHECK_DIGITS; i++) {
      digits.insert(0, DIGITS.charAt((int) (rest % DIGITS.length())));
      rest /= DIGITS.length();
    }
    return digits.toString();
  }
}
