package zoodip.reference;

import java.util.List;

/**
 * How a model compares with reference tensors.
 *
 * @param rows the entries that were computed and compared, in the order of computing
 * @param skipped the entries that were not, each with its reason
 */
public record ReferenceReport(List<Row> rows, List<Skipped> skipped) {

  /**
   * A compared entry.
   *
   * @param shape of the reference tensor
   * @param difference largest absolute difference; infinite where shapes differ or a value is no
   *     number
   * @param tolerance the largest difference that is allowed
   */
  public record Row(String entry, List<Long> shape, double difference, double tolerance) {

    public Row {
      shape = List.copyOf(shape);
    }

    /** Whether the entry agrees. */
    public boolean ok() {
      return difference <= tolerance;
    }
  }

  /** An entry that was not compared. */
  public record Skipped(String entry, String why) {}

  public ReferenceReport {
    rows = List.copyOf(rows);
    skipped = List.copyOf(skipped);
  }

  /** Whether every compared entry agrees. */
  public boolean ok() {
    return rows.stream().allMatch(Row::ok);
  }
}
