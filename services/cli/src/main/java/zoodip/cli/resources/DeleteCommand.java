package zoodip.cli.resources;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;

/** Deletes resources, one after the other. */
@Command(modelTransformer = ResourceArgument.Label.class)
public abstract class DeleteCommand extends ClientCommand implements ResourceArgument {
  private final ResourceKind kind;
  private final StandardMethod<?, Empty> delete;

  @Parameters(arity = "1..*", description = "Ids.")
  private List<String> ids;

  protected DeleteCommand(ResourceKind kind, MethodDescriptor<? extends Message, Empty> delete) {
    this.kind = kind;
    this.delete = new StandardMethod<>(delete);
  }

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    for (String name : ids.stream().map(id -> kind.name(names, id)).toList()) {
      out.change(delete.call(client, Map.of("name", name)));
      out.text("deleted " + name);
    }
    return 0;
  }

  @Override
  public final ResourceKind kind() {
    return kind;
  }
}
