package zoodip.webp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** The constants of RFC 6386 that come by the hundred. */
final class Vp8Constants {
  static final int MODES = 10;
  static final int COEFFICIENT_KINDS = 4;
  static final int BANDS = 8;
  static final int CONTEXTS = 3;
  static final int TOKENS = 11;

  /** Quantizer steps, by quantizer 0..127. */
  static final int[] DC_STEPS;

  static final int[] AC_STEPS;

  /** [mode above, mode to the left, node of the tree], flat. */
  static final int[] MODE_PROBABILITIES;

  /** [kind, band, context, node of the tree], flat. */
  static final int[] TOKEN_PROBABILITIES;

  static final int[] TOKEN_UPDATE_PROBABILITIES;

  static {
    int[] all = read();
    int tokens = COEFFICIENT_KINDS * BANDS * CONTEXTS * TOKENS;
    int modes = MODES * MODES * (MODES - 1);
    DC_STEPS = Arrays.copyOfRange(all, 0, 128);
    AC_STEPS = Arrays.copyOfRange(all, 128, 256);
    MODE_PROBABILITIES = Arrays.copyOfRange(all, 256, 256 + modes);
    TOKEN_PROBABILITIES = Arrays.copyOfRange(all, 256 + modes, 256 + modes + tokens);
    TOKEN_UPDATE_PROBABILITIES =
        Arrays.copyOfRange(all, 256 + modes + tokens, 256 + modes + 2 * tokens);
  }

  private Vp8Constants() {}

  private static int[] read() {
    try (InputStream resource = Vp8Constants.class.getResourceAsStream("tables.txt")) {
      return new String(resource.readAllBytes(), US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(" ", -1)))
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException("The tables of VP8 cannot be read", e);
    }
  }
}
