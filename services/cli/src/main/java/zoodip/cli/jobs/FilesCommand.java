package zoodip.cli.jobs;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.FieldMaskUtil;
import io.grpc.MethodDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Option;
import zoodip.cli.resources.ResourceCommand;
import zoodip.cli.resources.ResourceKind;
import zoodip.cli.resources.StandardMethod;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;

/**
 * Lists the files that a job has left, and fetches them if told where to.
 *
 * @param <J> the job
 */
public abstract class FilesCommand<J extends Message> extends ResourceCommand {
  private static final FieldMask LISTED = FieldMaskUtil.fromString("name,files");

  private final StandardMethod<?, J> get;
  private final Function<J, List<String>> files;
  private final Downloads downloads;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Where to put them (default: they are listed only).")
  private Path folder;

  /** Where the files of the job of a name come from. */
  @FunctionalInterface
  protected interface Downloads {
    Download of(Client client, Output out, String name);
  }

  /**
   * @param files the names of a job's files
   */
  protected FilesCommand(
      ResourceKind kind,
      MethodDescriptor<? extends Message, J> get,
      Function<J, List<String>> files,
      Downloads downloads) {
    super(kind);
    this.get = new StandardMethod<>(get);
    this.files = files;
    this.downloads = downloads;
  }

  @Override
  protected int run(Client client, String name, Output out) {
    J job = get.call(client, Map.of("name", name));
    Message.Builder listed = job.newBuilderForType();
    FieldMaskUtil.merge(LISTED, job, listed);
    out.result(listed, String.join(System.lineSeparator(), files.apply(job)));
    if (folder != null) {
      downloads.of(client, out, name).fetch(files.apply(job), folder);
    }
    return 0;
  }
}
