package zoodip.cli.jobs;

import java.util.function.BiFunction;
import java.util.function.Function;
import zoodip.cli.resources.ResourceCommand;
import zoodip.cli.resources.ResourceKind;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;

/**
 * Follows a job to its end.
 *
 * @param <J> the job
 */
public abstract class WatchCommand<J> extends ResourceCommand {
  private final BiFunction<JobFollower, String, J> follow;
  private final Function<J, String> text;

  protected WatchCommand(
      ResourceKind kind, BiFunction<JobFollower, String, J> follow, Function<J, String> text) {
    super(kind);
    this.follow = follow;
    this.text = text;
  }

  @Override
  protected int run(Client client, String name, Output out) {
    J ended = follow.apply(new JobFollower(client, out), name);
    out.text(text.apply(ended));
    return 0;
  }
}
