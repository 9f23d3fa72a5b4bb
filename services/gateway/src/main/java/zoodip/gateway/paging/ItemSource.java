package zoodip.gateway.paging;

import com.google.protobuf.MessageLite;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the items of a list come from. */
public interface ItemSource<T> {
  /** At least all items that pass the filter, in no order. */
  Stream<T> all(Filter<T> filter);

  /** Bytes that an item takes in an answer, about. */
  int size(T item);

  /**
   * At least all items that pass the filter and come behind a place, in the list's default order;
   * empty if the source does not keep them so.
   *
   * @param after the values of the order's fields, the name last; empty from the beginning
   */
  default Optional<Stream<T>> inDefaultOrder(
      Filter<T> filter, Optional<List<Comparable<?>>> after) {
    return Optional.empty();
  }

  /** Items that are few enough to look at each. */
  static <T extends MessageLite> ItemSource<T> of(Collection<T> items) {
    return new ItemSource<>() {
      @Override
      public Stream<T> all(Filter<T> filter) {
        return items.stream();
      }

      @Override
      public int size(T item) {
        return item.getSerializedSize();
      }
    };
  }
}
