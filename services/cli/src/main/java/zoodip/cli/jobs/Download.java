package zoodip.cli.jobs;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import zoodip.cli.errors.UsageException;
import zoodip.cli.files.OutputFile;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;

/**
 * Fetches the files that a job has left.
 *
 * @param open the chunks of a file, from its beginning
 */
public record Download(Client client, Output out, Function<String, Iterator<ByteString>> open) {
  /** Puts the files into a folder. */
  public void fetch(List<String> files, Path folder) {
    for (String file : files) {
      fetch(file, inside(folder, file));
    }
    out.text("wrote %d files to %s".formatted(files.size(), folder));
  }

  /** A server cannot have anything written elsewhere. */
  private static Path inside(Path folder, String file) {
    Path target = folder.resolve(file).normalize();
    if (!target.startsWith(folder.normalize())) {
      throw new UsageException("The server names a file outside of %s: %s".formatted(folder, file));
    }
    return target;
  }

  private void fetch(String file, Path target) {
    client.call(
        () -> {
          OutputFile.write(target, open.apply(file));
          return target;
        });
  }
}
