package zoodip.images.figures;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A font of 5 x 8 dots for the printable ASCII characters. Servers often have no fonts at all, and
 * AWT fails there on the first letter.
 */
final class BitmapFont {
  /** Dots from one letter to the next. */
  static final int ADVANCE = 6;

  /** Dots from one line to the next. */
  static final int LINE_HEIGHT = 10;

  private static final int GLYPH_WIDTH = 5;
  private static final int GLYPH_HEIGHT = 8;
  private static final int GLYPHS_IN_BLOCK = 19;
  private static final String[] GLYPH_ROWS = glyphRows();

  private BitmapFont() {}

  /** Pixels that a line takes from its first letter's left to its last letter's right. */
  static int width(String line, int scale) {
    return Math.max(0, line.length() * ADVANCE - 1) * scale;
  }

  /** Whether the dot is set; {@code character} is printable ASCII. */
  static boolean isSet(char character, int x, int y) {
    int glyph = character - ' ';
    if (x >= GLYPH_WIDTH || y >= GLYPH_HEIGHT) {
      return false;
    }
    String line = GLYPH_ROWS[glyph / GLYPHS_IN_BLOCK * GLYPH_HEIGHT + y];
    return line.charAt(glyph % GLYPHS_IN_BLOCK * (GLYPH_WIDTH + 1) + x) == '#';
  }

  /**
   * The text in lines of at most {@code columns} letters, broken at spaces where possible. Accents
   * are left out, other letters outside ASCII become question marks.
   */
  static List<String> lines(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : printable(text).split(" +", -1)) {
      for (String part : parts(word, columns)) {
        if (!line.isEmpty() && line.length() + 1 + part.length() > columns) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(part);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static List<String> parts(String word, int columns) {
    List<String> parts = new ArrayList<>();
    for (int at = 0; at < word.length(); at += columns) {
      parts.add(word.substring(at, Math.min(word.length(), at + columns)));
    }
    return parts;
  }

  private static String printable(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}", "")
        .replaceAll("\\s", " ")
        .codePoints()
        .map(c -> c >= ' ' && c <= '~' ? c : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String[] glyphRows() {
    try (InputStream resource = BitmapFont.class.getResourceAsStream("bitmap-font.txt")) {
      return new String(resource.readAllBytes(), US_ASCII).split("\\R");
    } catch (IOException e) {
      throw new UncheckedIOException("The letters of contact sheets cannot be read", e);
    }
  }
}
