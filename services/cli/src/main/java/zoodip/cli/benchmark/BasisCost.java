package zoodip.cli.benchmark;

/**
 * What the bases of one renewal cost, of all blocks together.
 *
 * @param textRows texts that were encoded
 * @param textSeconds of those, and of J'J
 * @param eigenvectorSeconds of choosing the directions
 * @param journalBytes that the directions take in a journal
 */
record BasisCost(int textRows, double textSeconds, double eigenvectorSeconds, long journalBytes) {
  static final BasisCost NONE = new BasisCost(0, 0, 0, 0);

  BasisCost plus(BasisCost other) {
    return new BasisCost(
        textRows + other.textRows,
        textSeconds + other.textSeconds,
        eigenvectorSeconds + other.eigenvectorSeconds,
        journalBytes + other.journalBytes);
  }

  double seconds() {
    return textSeconds + eigenvectorSeconds;
  }
}
