package zoodip.cli.resources;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.Map;
import java.util.function.Function;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;

/**
 * Shows a resource.
 *
 * @param <T> the resource
 */
public abstract class ShowCommand<T extends Message> extends ResourceCommand {
  private final StandardMethod<?, T> get;
  private final Function<T, String> text;

  protected ShowCommand(
      ResourceKind kind, MethodDescriptor<? extends Message, T> get, Function<T, String> text) {
    super(kind);
    this.get = new StandardMethod<>(get);
    this.text = text;
  }

  @Override
  protected int run(Client client, String name, Output out) {
    T found = get.call(client, Map.of("name", name));
    out.result(found, text.apply(found));
    return 0;
  }
}
