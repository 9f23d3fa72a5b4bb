package zoodip.images.photos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Format;

/**
 * What a file is, told from its first bytes; names and media types lie too often.
 *
 * @param photo the format, if photos may come in it
 * @param name "a GIF file"; "of an unknown format" or "a text file" if it is no image known here
 * @param remedy what makes a photo of it
 */
public record FileKind(Optional<Format> photo, String name, String remedy) {
  /** Bytes from the start of a file that suffice to tell. */
  public static final int START_BYTES = 64;

  private static final String CONVERT = "convert it first";
  private static final String PHONE =
      "export it as JPEG, or set the camera to its most compatible format";
  private static final String PULL = "fetch the photo itself with 'git lfs pull'";
  private static final String DOWNLOAD =
      "download the photo itself, a web site sent this page in its place";
  private static final String DEVELOP = "develop it to JPEG first";

  private static final Map<String, String> OTHERS = new LinkedHashMap<>();

  static {
    OTHERS.put("GIF8", "a GIF file");
    OTHERS.put("BM", "a BMP file");
    OTHERS.put("II*\0", "a TIFF file");
    OTHERS.put("MM\0*", "a TIFF file");
    OTHERS.put("%PDF", "a PDF file");
    OTHERS.put("8BPS", "a Photoshop file");
    OTHERS.put("\0\0\1\0", "an icon file");
    OTHERS.put("\0\0\0\fjP", "a JPEG 2000 file");
    OTHERS.put("\0\0\0\fJXL", "a JPEG XL file");
    OTHERS.put("\u00ff\n", "a JPEG XL file");
    OTHERS.put("PK\3\4", "a ZIP archive");
    OTHERS.put("\u001f\u008b", "a gzip archive");
    OTHERS.put("<svg", "an SVG file");
  }

  /**
   * Where cameras of some makes say so: what follows the header of a TIFF file, or stands first.
   */
  private static final String[] RAW_STARTS = {
    "FUJIFILMCCD-RAW", "IIRO", "IIRS", "IIU\0", "II*\0\u0010\0\0\0CR"
  };

  /** Tells it from a file's first bytes: {@link #START_BYTES} of them, fewer if it has fewer. */
  public static FileKind of(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, START_BYTES), ISO_8859_1);
    if (start.startsWith("\u00ff\u00d8")) {
      return photo(Format.JPEG);
    }
    if (start.startsWith("\u0089PNG")) {
      return photo(Format.PNG);
    }
    if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
      return photo(Format.WEBP);
    }
    return other(start);
  }

  /**
   * The format of a photo.
   *
   * @throws BadPhotoException if it is something else, which the message names
   */
  static Format photoFormat(byte[] bytes) {
    FileKind kind = of(bytes);
    return kind.photo()
        .orElseThrow(() -> BadPhotoException.unsupported("The photo is " + kind.name, kind.remedy));
  }

  /** Whether it is known what the file is. */
  public boolean isKnown() {
    return !name.startsWith("of ") && !name.equals("a text file");
  }

  private static FileKind photo(Format format) {
    return new FileKind(Optional.of(format), "a " + format + " file", "");
  }

  private static FileKind other(String start) {
    for (String raw : RAW_STARTS) {
      if (start.startsWith(raw)) {
        return new FileKind(Optional.empty(), "a raw camera file", DEVELOP);
      }
    }
    if (start.startsWith("version https://git-lfs.")) {
      return new FileKind(Optional.empty(), "a Git LFS pointer", PULL);
    }
    if (isPage(start)) {
      return new FileKind(Optional.empty(), "an HTML page", DOWNLOAD);
    }
    if (start.startsWith("ftyp", 4)) {
      return ofBrands(start);
    }
    Optional<String> known =
        OTHERS.entrySet().stream()
            .filter(kind -> start.startsWith(kind.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    String name = known.orElse(isText(start) ? "a text file" : "of an unknown format");
    return new FileKind(Optional.empty(), name, CONVERT);
  }

  /** Files of the ISO base media format say with brands of four letters what is in them. */
  private static FileKind ofBrands(String start) {
    String brands = start.substring(8, Math.max(8, Math.min(start.length(), start.charAt(3))));
    if (brands.contains("avif") || brands.contains("avis")) {
      return new FileKind(Optional.empty(), "an AVIF file", CONVERT);
    }
    if (brands.startsWith("crx")) {
      return new FileKind(Optional.empty(), "a raw camera file", DEVELOP);
    }
    boolean heif = brands.contains("hei") || brands.contains("hev") || brands.contains("mif1");
    return heif
        ? new FileKind(Optional.empty(), "a HEIC file", PHONE)
        : new FileKind(Optional.empty(), "a video file", "take a picture out of it first");
  }

  /** Such pages begin in letters of any size, after a byte-order mark or blanks. */
  private static boolean isPage(String start) {
    String text = start.replaceFirst("^\u00ef\u00bb\u00bf", "").strip().toLowerCase(Locale.ROOT);
    return text.startsWith("<!doctype html") || text.startsWith("<html");
  }

  private static boolean isText(String start) {
    return start
        .chars()
        .allMatch(c -> (c >= ' ' && c != 0x7f) || c == '\n' || c == '\r' || c == '\t');
  }
}
