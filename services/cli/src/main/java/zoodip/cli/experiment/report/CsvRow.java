package zoodip.cli.experiment.report;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import zoodip.cli.errors.UsageException;

/**
 * A row of a table that was read.
 *
 * @param file that has it
 * @param number from 1, below the heading
 * @param values by column
 */
record CsvRow(String file, int number, Map<String, String> values) {
  boolean has(String column) {
    return !text(column).isEmpty();
  }

  /** Empty if there is none. */
  String text(String column) {
    return values.getOrDefault(column, "");
  }

  /**
   * A whole number.
   *
   * @throws UsageException if it is none
   */
  long whole(String column) {
    return parsed(column, "a whole number", Long::valueOf);
  }

  /**
   * A finite number.
   *
   * @throws UsageException if it is none
   */
  double number(String column) {
    double number = parsed(column, "a number", Double::valueOf);
    if (!Double.isFinite(number)) {
      throw wrong("%s is %s".formatted(column, text(column)));
    }
    return number;
  }

  OptionalDouble optionalNumber(String column) {
    return has(column) ? OptionalDouble.of(number(column)) : OptionalDouble.empty();
  }

  /** What is wrong with it, with its place. */
  UsageException wrong(String words) {
    return new UsageException("%s, row %d: %s".formatted(file, number, words));
  }

  private <T> T parsed(String column, String wanted, Function<String, T> parse) {
    try {
      return parse.apply(text(column));
    } catch (NumberFormatException e) {
      throw new UsageException(
          "%s, row %d: %s is '%s', not %s".formatted(file, number, column, text(column), wanted),
          e);
    }
  }
}
