package zoodip.safetensors;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Files that have the name of a safetensors file and are something else, by their first bytes. */
final class UnrecognizedContent {
  private static final int LONGEST = 64;
  private static final String PICKLE =
      "is a pickle of PyTorch, whatever its name says, and is not read: " + PickleConversion.HELP;
  private static final String PAGE =
      "is a web page instead of the file: download it again, signed in if need be";
  private static final String IMAGE = "is a picture, not a safetensors file";
  private static final Map<String, String> BY_SIGNATURE = new LinkedHashMap<>();

  static {
    BY_SIGNATURE.put("pk\u0003\u0004", PICKLE);
    for (char protocol = 2; protocol <= 5; protocol++) {
      BY_SIGNATURE.put("\u0080" + protocol, PICKLE);
    }
    BY_SIGNATURE.put(
        "version https://git-lfs",
        "is a pointer of Git LFS, not the file itself: fetch it with 'git lfs pull'");
    BY_SIGNATURE.put("gguf", "is a GGUF file, which is not read");
    BY_SIGNATURE.put("<!doctype", PAGE);
    BY_SIGNATURE.put("<html", PAGE);
  }

  private UnrecognizedContent() {}

  /** What a file with these first bytes is, if it is known. */
  static Optional<String> of(byte[] beginning) {
    if (ImageSignature.matches(beginning)) {
      return Optional.of(IMAGE);
    }
    int length = Math.min(LONGEST, beginning.length);
    String text =
        new String(beginning, 0, length, StandardCharsets.ISO_8859_1)
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    return BY_SIGNATURE.entrySet().stream()
        .filter(known -> text.startsWith(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
