package zoodip.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads lists that come in pages. */
public final class PageReader {
  private PageReader() {}

  /**
   * One page of a list.
   *
   * @param nextToken empty on the last page
   */
  public record ListPage<T>(List<T> items, String nextToken) {}

  /**
   * The items of all pages, or the first of them.
   *
   * @param limit the most items wanted
   * @param pages gives the page that a token names; the first for the empty token
   */
  public static <T> List<T> read(int limit, Function<String, ListPage<T>> pages) {
    List<T> all = new ArrayList<>();
    String token = "";
    do {
      ListPage<T> page = pages.apply(token);
      all.addAll(page.items());
      token = page.nextToken();
    } while (!token.isEmpty() && all.size() < limit);
    return List.copyOf(all.subList(0, Math.min(limit, all.size())));
  }
}
