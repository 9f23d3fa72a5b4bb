package zoodip.cli.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The paths of a model's files. Links are followed, to files and to folders: caches of hubs are
 * made of them.
 */
final class FolderPaths extends SimpleFileVisitor<Path> {
  /** A model's networks have folders of their own, and no further ones in these. */
  private static final int DEPTH = 2;

  private final Path folder;
  private final List<String> paths = new ArrayList<>();

  private FolderPaths(Path folder) {
    this.folder = folder;
  }

  /** Relative to the folder, with forward slashes; links to what is not there are among them. */
  static List<String> of(Path folder) {
    FolderPaths visitor = new FolderPaths(folder);
    try {
      Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), DEPTH, visitor);
      return visitor.paths;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot gather the files of " + folder, e);
    }
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    // at the greatest depth folders are visited as files
    if (!attributes.isDirectory()) {
      paths.add(folder.relativize(file).toString().replace('\\', '/'));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (e instanceof FileSystemLoopException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }
}
