package zoodip.cli.experiment.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import zoodip.cli.errors.UsageException;
import zoodip.platform.names.NearestNames;

/** What values of a plan's file have to be; errors name the key. */
final class PlanChecks {
  private PlanChecks() {}

  /** There, and no empty list. */
  static <T> T require(String key, T value) {
    if (value == null || value instanceof List<?> list && list.isEmpty()) {
      throw new UsageException("%s is missing".formatted(key));
    }
    return value;
  }

  static int requireAtLeast(String key, int least, int value) {
    if (value < least) {
      throw new UsageException("%s is %d; use at least %d".formatted(key, value, least));
    }
    return value;
  }

  static void requireDifferent(String key, List<?> values) {
    Set<Object> seen = new HashSet<>();
    for (Object value : values) {
      if (!seen.add(value)) {
        throw new UsageException("%s has %s twice".formatted(key, value));
      }
    }
  }

  static void requireKnown(String key, String value, List<String> known) {
    if (!known.contains(value)) {
      throw new UsageException(
          "%s: there is no '%s'%s; there are %s"
              .formatted(
                  key,
                  value,
                  NearestNames.suggestion(value, known),
                  known.stream().sorted().collect(Collectors.joining(", "))));
    }
  }
}
