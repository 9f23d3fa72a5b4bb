package zoodip.gateway.paging;

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
  private final PageTokens tokens;
  private final int defaultSize;

  @Inject
  public Pages(GatewayConfig config) {
    tokens = new PageTokens(config.pages().tokenKey());
    defaultSize = config.pages().defaultSize();
  }

  /**
   * The part of a list that a request asks for.
   *
   * @throws zoodip.platform.errors.ServiceException INVALID_REQUEST, BAD_PAGE_TOKEN
   */
  public <T> Page<T> cut(Listing<T> listing, Collection<T> all, PageRequest request) {
    Filter<T> filter = Filter.parse(request.filter(), listing.fields());
    Order<T> order = Order.parse(orderBy(listing, request), listing.fields());
    String list =
        String.join(
            "\n", listing.name(), request.parent(), request.filter(), orderBy(listing, request));
    Optional<List<String>> after = tokens.open(list, request.token()).map(Order::read);
    int size = request.size() == 0 ? defaultSize : request.size();
    List<T> rest =
        all.stream()
            .filter(filter)
            .filter(item -> after.isEmpty() || order.compare(order.place(item), after.get()) > 0)
            .sorted((one, other) -> order.compare(order.place(one), order.place(other)))
            .limit(size + 1L)
            .toList();
    if (rest.size() <= size) {
      return new Page<>(rest, "");
    }
    List<T> shown = rest.subList(0, size);
    String last = Order.write(order.place(shown.get(size - 1)));
    return new Page<>(shown, tokens.seal(list, last));
  }

  private static String orderBy(Listing<?> listing, PageRequest request) {
    return request.orderBy().isBlank() ? listing.defaultOrder() : request.orderBy();
  }
}
