package zoodip.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells what a file is from its first bytes; names and media types lie too often. */
final class FileKind {
  private static final Map<String, String> OTHERS = new LinkedHashMap<>();

  static {
    OTHERS.put("GIF8", "a GIF file");
    OTHERS.put("BM", "a BMP file");
    OTHERS.put("II*\0", "a TIFF or raw camera file");
    OTHERS.put("MM\0*", "a TIFF or raw camera file");
    OTHERS.put("%PDF", "a PDF file");
    OTHERS.put("8BPS", "a Photoshop file");
    OTHERS.put("\0\0\1\0", "an icon file");
    OTHERS.put("\0\0\0\fjP", "a JPEG 2000 file");
    OTHERS.put("\u00ff\n", "a JPEG XL file");
    OTHERS.put("PK\3\4", "a ZIP archive");
    OTHERS.put("\u001f\u008b", "a gzip archive");
    OTHERS.put("<svg", "an SVG file");
    OTHERS.put("<!DOCTYPE", "an HTML page");
    OTHERS.put("<html", "an HTML page");
  }

  private FileKind() {}

  /**
   * The format of a photo.
   *
   * @throws BadPhotoException if it is something else, which the message names
   */
  static Format photoFormat(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, 16), ISO_8859_1);
    if (start.startsWith("\u00ff\u00d8")) {
      return Format.JPEG;
    }
    if (start.startsWith("\u0089PNG")) {
      return Format.PNG;
    }
    if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
      return Format.WEBP;
    }
    throw BadPhotoException.unsupported("The photo is " + otherKind(start));
  }

  private static String otherKind(String start) {
    if (start.startsWith("ftyp", 4)) {
      return "a HEIC, AVIF or video file";
    }
    Optional<String> known =
        OTHERS.entrySet().stream()
            .filter(kind -> start.startsWith(kind.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    return known.orElse(isText(start) ? "a text file" : "of an unknown format");
  }

  private static boolean isText(String start) {
    return start
        .chars()
        .allMatch(c -> (c >= ' ' && c != 0x7f) || c == '\n' || c == '\r' || c == '\t');
  }
}
