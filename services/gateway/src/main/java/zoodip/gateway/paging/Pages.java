package zoodip.gateway.paging;

import com.google.protobuf.MessageLite;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import zoodip.gateway.GatewayConfig;

/**
 * Filters and orders lists and cuts them into pages. A token holds the place of the last item
 * shown, so pages neither repeat nor skip what stays while other items come and go.
 */
@ApplicationScoped
public class Pages {
  /**
   * Of the stored items of a page, unless a single one has more: answers stay below the 4 MiB that
   * gRPC's clients take by themselves. Jobs may carry a thousand prompts each.
   */
  static final int MAX_BYTES = 2 << 20;

  private final PageTokens tokens;
  private final int defaultSize;

  @Inject
  public Pages(GatewayConfig config) {
    this(new PageTokens(config.pages().tokenKey()), config.pages().defaultSize());
  }

  Pages(PageTokens tokens, int defaultSize) {
    this.tokens = tokens;
    this.defaultSize = defaultSize;
  }

  /**
   * The part of a list that a request asks for; fewer items than asked for if they are large.
   *
   * @throws zoodip.platform.errors.ServiceException INVALID_REQUEST, BAD_PAGE_TOKEN
   */
  public <T extends MessageLite> Page<T> cut(
      ListDefinition<T> listDefinition, Collection<T> all, PageRequest request) {
    Filter<T> filter = Filter.parse(request.filter(), listDefinition.fields());
    Order<T> order = Order.parse(orderBy(listDefinition, request), listDefinition.fields());
    String list =
        String.join(
            "\n",
            listDefinition.name(),
            request.parent(),
            request.filter(),
            orderBy(listDefinition, request));
    Optional<List<String>> after = tokens.open(list, request.token()).map(Order::read);
    int size = request.size() == 0 ? defaultSize : request.size();
    List<T> rest =
        all.stream()
            .filter(filter)
            .filter(item -> after.isEmpty() || order.compare(order.sortKey(item), after.get()) > 0)
            .sorted((one, other) -> order.compare(order.sortKey(one), order.sortKey(other)))
            .limit(size + 1L)
            .toList();
    List<T> shown = rest.subList(0, fitting(rest, size));
    if (shown.size() == rest.size()) {
      return new Page<>(rest, "");
    }
    String last = Order.write(order.sortKey(shown.get(shown.size() - 1)));
    return new Page<>(shown, tokens.seal(list, last));
  }

  private static int fitting(List<? extends MessageLite> items, int size) {
    long bytes = 0;
    int count = 0;
    while (count < Math.min(size, items.size())) {
      bytes += items.get(count).getSerializedSize();
      if (count > 0 && bytes > MAX_BYTES) {
        return count;
      }
      count++;
    }
    return count;
  }

  private static String orderBy(ListDefinition<?> listDefinition, PageRequest request) {
    return request.orderBy().isBlank() ? listDefinition.defaultOrder() : request.orderBy();
  }
}
