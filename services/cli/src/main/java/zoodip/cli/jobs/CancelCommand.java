package zoodip.cli.jobs;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Option;
import zoodip.cli.resources.ResourceCommand;
import zoodip.cli.resources.ResourceKind;
import zoodip.cli.resources.StandardMethod;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;

/**
 * Cancels a job.
 *
 * @param <J> the job
 */
public abstract class CancelCommand<J extends Message> extends ResourceCommand {
  private final StandardMethod<?, J> cancel;
  private final Function<J, String> text;

  @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why.")
  private String reason;

  protected CancelCommand(
      ResourceKind kind, MethodDescriptor<? extends Message, J> cancel, Function<J, String> text) {
    super(kind);
    this.cancel = new StandardMethod<>(cancel);
    this.text = text;
  }

  @Override
  protected int run(Client client, String name, Output out) {
    J now = cancel.call(client, Map.of("name", name, "reason", reason));
    out.result(now, text.apply(now));
    return 0;
  }
}
