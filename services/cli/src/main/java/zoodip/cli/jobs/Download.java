package zoodip.cli.jobs;

import java.nio.file.Path;
import java.util.List;
import zoodip.cli.errors.UsageException;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;

/** Fetches the files that a job has left. */
public record Download(RemoteFiles source, Output out) {
  public static Download ofTraining(Client client, Output out, String name) {
    return new Download(RemoteFiles.ofTraining(client, name), out);
  }

  public static Download ofEvaluation(Client client, Output out, String name) {
    return new Download(RemoteFiles.ofEvaluation(client, name), out);
  }

  /** Puts the files into a folder. */
  public void fetch(List<String> files, Path folder) {
    files.forEach(file -> source.write(file, inside(folder, file)));
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
}
