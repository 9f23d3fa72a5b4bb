package zoodip.safetensors;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Files that have the name of a safetensors file and are something else, by their first bytes. */
final class UnrecognizedContent {
  private static final int MOST = 64;
  private static final String PICKLE =
      "is a pickle of PyTorch, whatever its name says: reading one may run code, so it is not"
          + " read; convert it to safetensors where you trust it";
  private static final String PAGE =
      "is a web page instead of the file: download it again, signed in if need be";
  private static final String PICTURE = "is a picture, not a safetensors file";
  private static final Map<String, String> BY_BEGINNING = new LinkedHashMap<>();

  static {
    BY_BEGINNING.put("pk\u0003\u0004", PICKLE);
    for (char protocol = 2; protocol <= 5; protocol++) {
      BY_BEGINNING.put("\u0080" + protocol, PICKLE);
    }
    BY_BEGINNING.put(
        "version https://git-lfs",
        "is a pointer of Git LFS, not the file itself: fetch it with 'git lfs pull'");
    BY_BEGINNING.put("gguf", "is a GGUF file, which is not read");
    BY_BEGINNING.put("<!doctype", PAGE);
    BY_BEGINNING.put("<html", PAGE);
  }

  private UnrecognizedContent() {}

  /** What a file with these first bytes is, if it is known. */
  static Optional<String> of(byte[] beginning) {
    if (ImageContent.is(beginning)) {
      return Optional.of(PICTURE);
    }
    int length = Math.min(MOST, beginning.length);
    String text =
        new String(beginning, 0, length, StandardCharsets.ISO_8859_1)
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    return BY_BEGINNING.entrySet().stream()
        .filter(known -> text.startsWith(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
