package zoodip.gateway.paging;

/**
 * One kind of list: what its items can be filtered and ordered by.
 *
 * @param name unlike any other list's; page tokens belong to it
 * @param defaultOrder where the caller names none
 */
public record ListDefinition<T>(String name, String defaultOrder, Fields<T> fields) {
  public static final String BY_NAME = "name";
  public static final String NEWEST_FIRST = "create_time desc";
}
