package zoodip.cli.resources;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;

/** A command about one resource. */
@Command(modelTransformer = ResourceArgument.Label.class)
public abstract class ResourceCommand extends ClientCommand implements ResourceArgument {
  private final ResourceKind kind;

  @Parameters(description = "Its id.")
  private String id;

  protected ResourceCommand(ResourceKind kind) {
    this.kind = kind;
  }

  /**
   * Does the command's work; returns its exit code.
   *
   * @param name of the resource
   */
  protected abstract int run(Client client, String name, Output out);

  @Override
  protected final int run(Client client, ResourceNames names, Output out) {
    return run(client, kind.name(names, id), out);
  }

  @Override
  public final ResourceKind kind() {
    return kind;
  }
}
