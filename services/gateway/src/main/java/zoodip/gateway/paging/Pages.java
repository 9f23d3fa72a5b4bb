package zoodip.gateway.paging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;
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
  public <T> Page<T> cut(
      ListDefinition<T> listDefinition, ItemSource<T> source, PageRequest request) {
    Filter<T> filter = Filter.parse(request.filter(), listDefinition.fields());
    String orderBy = orderBy(listDefinition, request);
    Order<T> order = Order.parse(orderBy, listDefinition.fields());
    String list =
        String.join("\n", listDefinition.name(), request.parent(), request.filter(), orderBy);
    Optional<Order.SortKey> after = tokens.open(list, request.token()).map(order::read);
    int size = request.size() == 0 ? defaultSize : request.size();
    Optional<Stream<T>> ordered =
        orderBy.equals(listDefinition.defaultOrder())
            ? source.inDefaultOrder(filter, after.map(Order.SortKey::values))
            : Optional.empty();
    List<T> rest =
        ordered
            .map(items -> items.filter(filter).limit(size + 1L).toList())
            .orElseGet(() -> first(size + 1, source.all(filter).filter(filter), order, after));
    List<T> shown = rest.subList(0, fitting(rest, source, size));
    if (shown.size() == rest.size()) {
      return new Page<>(rest, "");
    }
    String last = order.write(order.sortKey(shown.get(shown.size() - 1)));
    return new Page<>(shown, tokens.seal(list, last));
  }

  /** An item and its place among others, which is computed once. */
  private record Placed<T>(Order.SortKey key, T item) {}

  /** The first so many items behind a place; what else there is takes no memory. */
  private static <T> List<T> first(
      int count, Stream<T> items, Order<T> order, Optional<Order.SortKey> after) {
    Comparator<Placed<T>> comparator = (one, other) -> order.compare(one.key(), other.key());
    PriorityQueue<Placed<T>> lastFirst = new PriorityQueue<>(comparator.reversed());
    items
        .map(item -> new Placed<>(order.sortKey(item), item))
        .filter(item -> after.isEmpty() || order.compare(item.key(), after.get()) > 0)
        .forEach(
            item -> {
              lastFirst.add(item);
              if (lastFirst.size() > count) {
                lastFirst.remove();
              }
            });
    return lastFirst.stream().sorted(comparator).map(Placed::item).toList();
  }

  private static <T> int fitting(List<T> items, ItemSource<T> source, int size) {
    long bytes = 0;
    int count = 0;
    while (count < Math.min(size, items.size())) {
      bytes += source.size(items.get(count));
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
