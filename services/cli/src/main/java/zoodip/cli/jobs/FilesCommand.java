package zoodip.cli.jobs;

import com.google.protobuf.Message;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.terminal.Output;

/** Lists the files that a job has left, and fetches them if told where to. */
public abstract class FilesCommand extends ClientCommand {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Where to put them (default: they are listed only).")
  private Path folder;

  /**
   * Shows the files.
   *
   * @param listed the answer for {@code --json}
   */
  protected int show(Output out, Message listed, List<String> files, Download download) {
    out.result(listed, String.join(System.lineSeparator(), files));
    if (folder != null) {
      download.fetch(files, folder);
    }
    return 0;
  }
}
