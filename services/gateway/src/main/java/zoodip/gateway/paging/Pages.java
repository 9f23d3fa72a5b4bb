package zoodip.gateway.paging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import zoodip.gateway.GatewayConfig;

/**
 * Cuts lists into pages. A token holds the sort key of the last item shown, so pages neither repeat
 * nor skip what stays while other items come and go.
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
   * @param sortKey of an item, unlike any other's; the list is in its order
   * @throws zoodip.platform.errors.ServiceException BAD_PAGE_TOKEN
   */
  public <T> Page<T> cut(Collection<T> all, Function<T, String> sortKey, PageRequest request) {
    String after = tokens.open(request.list(), request.token());
    int size = request.size() == 0 ? defaultSize : request.size();
    List<T> rest =
        all.stream()
            .filter(item -> sortKey.apply(item).compareTo(after) > 0)
            .sorted(Comparator.comparing(sortKey))
            .limit(size + 1L)
            .toList();
    if (rest.size() <= size) {
      return new Page<>(rest, "");
    }
    String last = sortKey.apply(rest.get(size - 1));
    return new Page<>(rest.subList(0, size), tokens.seal(request.list(), last));
  }
}
