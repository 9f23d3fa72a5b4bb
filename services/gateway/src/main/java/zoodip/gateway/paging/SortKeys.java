package zoodip.gateway.paging;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;

/** The orders that lists come in, as texts that sort that way. */
public final class SortKeys {
  private SortKeys() {}

  /** Newest first, by name where the times are equal. */
  public static String newestFirst(Timestamp created, String name) {
    return "%019d %s".formatted(Long.MAX_VALUE - Timestamps.toMicros(created), name);
  }
}
