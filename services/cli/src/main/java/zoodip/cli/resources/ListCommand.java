package zoodip.cli.resources;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Option;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.errors.UsageException;
import zoodip.cli.terminal.Output;
import zoodip.cli.terminal.Table;
import zoodip.client.Client;
import zoodip.client.PageReader;

/**
 * Lists resources.
 *
 * @param <A> the answer, with one page of them
 * @param <T> the resource
 */
public abstract class ListCommand<A extends Message, T extends Message> extends ClientCommand {
  private static final int LARGEST_PAGE = 1000;

  private final StandardMethod<?, A> list;
  private final Function<A, List<T>> items;
  private final Function<List<T>, Table> table;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "The most to list (default: ${DEFAULT-VALUE}).")
  private int limit;

  protected ListCommand(
      MethodDescriptor<? extends Message, A> list,
      Function<A, List<T>> items,
      Function<List<T>, Table> table) {
    this.list = new StandardMethod<>(list);
    this.items = items;
    this.table = table;
  }

  /** Which of them are wanted, in the language of the API; all if empty. */
  protected String filter(ResourceNames names) {
    return "";
  }

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    if (limit < 1) {
      throw new UsageException("--limit wants at least 1, not " + limit);
    }
    String filter = filter(names);
    List<T> found = PageReader.read(limit, token -> page(client, filter, token));
    out.result(document(found), table.apply(found).toString());
    return 0;
  }

  private PageReader.ListPage<T> page(Client client, String filter, String token) {
    A page =
        list.call(
            client,
            Map.of(
                "parent",
                client.tenant(),
                "filter",
                filter,
                "page_size",
                Math.min(limit, LARGEST_PAGE),
                "page_token",
                token));
    FieldDescriptor next = page.getDescriptorForType().findFieldByName("next_page_token");
    return new PageReader.ListPage<>(items.apply(page), (String) page.getField(next));
  }

  /** All pages in one. */
  private Message document(List<T> found) {
    Message.Builder document = list.answer().newBuilderForType();
    FieldDescriptor first = document.getDescriptorForType().findFieldByNumber(1);
    return document.setField(first, found).build();
  }
}
