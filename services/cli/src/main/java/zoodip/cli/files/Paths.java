package zoodip.cli.files;

import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Paths as users write them. */
public final class Paths {
  private Paths() {}

  /**
   * The path of a text.
   *
   * @throws TypeConversionException if the locale has no such file names
   */
  public static Path of(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "'%s' can be no file's name here: %s. The locale's encoding is %s; set LC_ALL=C.UTF-8"
              .formatted(text, e.getReason(), fileNames()));
    }
  }

  /** Whether a file may have this name. */
  public static boolean canName(String name) {
    return !name.isEmpty() && fileNames().newEncoder().canEncode(name);
  }

  /** The encoding of file names, which Java takes from the locale when it starts. */
  private static Charset fileNames() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }

  /** For options of type {@link Path}. */
  public static final class Converter implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      return of(text);
    }
  }
}
