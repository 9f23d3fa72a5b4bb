package zoodip.safetensors;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Tells images by their first bytes; none of these begins a safetensors file. That zoodip.images
 * tells them too, for other ends, is unknown here: neither module knows the other.
 */
public final class ImageSignature {
  private static final int LONGEST = 12;
  private static final Pattern SIGNATURES =
      Pattern.compile(
          "\u0089PNG|\u00ff\u00d8\u00ff|GIF8|RIFF.{4}WEBP|.{4}(?:ftyp(?:avif|heic|mif1)|JXL )",
          Pattern.DOTALL);

  private ImageSignature() {}

  /** Whether a file that begins so is an image of a format that people send. */
  public static boolean matches(byte[] beginning) {
    int length = Math.min(LONGEST, beginning.length);
    String text = new String(beginning, 0, length, StandardCharsets.ISO_8859_1);
    return SIGNATURES.matcher(text).lookingAt();
  }
}
