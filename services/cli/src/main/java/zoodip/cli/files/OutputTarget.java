package zoodip.cli.files;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/**
 * Where one file is to go: a path, or a folder in which the file gets a name of its own. A folder
 * is one that is there, or that is written with a separator at its end.
 */
public record OutputTarget(Path path, boolean isFolder) {
  /** Reads what a user writes. */
  public static OutputTarget of(String text) {
    Path path = Paths.of(text);
    boolean folder = text.endsWith("/") || text.endsWith("\\") || Files.isDirectory(path);
    return new OutputTarget(path, folder);
  }

  /**
   * Makes the folder, and sees that files can be made in it.
   *
   * @throws zoodip.cli.errors.UsageException if nothing can be written there
   */
  public OutputFolder ready() {
    return OutputFolder.ready(isFolder ? path : path.toAbsolutePath().getParent());
  }

  /** The file, called {@code name} where this is a folder. */
  public Path file(String name) {
    return isFolder ? path.resolve(name) : path;
  }

  /** For options of this type. */
  public static final class Converter implements ITypeConverter<OutputTarget> {
    @Override
    public OutputTarget convert(String text) {
      return of(text);
    }
  }
}
