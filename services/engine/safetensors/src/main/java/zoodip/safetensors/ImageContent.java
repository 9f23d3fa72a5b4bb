package zoodip.safetensors;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tells images by their first bytes; none of these begins a safetensors file. */
public final class ImageContent {
  private static final int MOST = 12;
  private static final List<String> BEGINNINGS =
      List.of(
          "\u0089PNG",
          "\u00ff\u00d8\u00ff",
          "GIF8",
          "RIFF....WEBP",
          "....ftypavif",
          "....ftypheic",
          "....ftypmif1",
          "....JXL ");

  private static final char ANY = '.';

  private ImageContent() {}

  /** Whether a file that begins so is an image of a format that people send. */
  public static boolean is(byte[] beginning) {
    int length = Math.min(MOST, beginning.length);
    String text = new String(beginning, 0, length, StandardCharsets.ISO_8859_1);
    return BEGINNINGS.stream().anyMatch(known -> begins(text, known));
  }

  private static boolean begins(String text, String known) {
    if (text.length() < known.length()) {
      return false;
    }
    for (int i = 0; i < known.length(); i++) {
      if (known.charAt(i) != ANY && known.charAt(i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
