package zoodip.provenance.watermark;

/** Pseudorandom numbers (Steele, Lea and Flood, 2014): the same from a seed for ever. */
final class SplitMix64 {
  private long state;

  SplitMix64(long seed) {
    state = seed;
  }

  /** In [0, 1). */
  double nextDouble() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long mixed = state;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
