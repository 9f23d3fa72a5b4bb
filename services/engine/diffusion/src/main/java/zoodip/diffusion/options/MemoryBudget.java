package zoodip.diffusion.options;

/**
 * What memory a network may take to be faster. Changes speed and memory, not what training in int8
 * differences learns; in floating point, last bits may follow the chunk.
 *
 * @param weightCacheBytes bytes of weights that may be kept expanded to the arithmetic's type
 *     instead of being expanded at every use
 * @param chunkNumbers numbers, tokens times their width, that a feed-forward layer takes at a time;
 *     what it makes of them is eight times as many
 */
public record MemoryBudget(long weightCacheBytes, long chunkNumbers) {
  /** System property: MiB of expanded weights that a network may keep. */
  public static final String WEIGHT_CACHE = "zoodip.engine.weight-cache-mib";

  /** System property: thousands of numbers that a feed-forward layer takes at a time. */
  public static final String CHUNK = "zoodip.engine.chunk-thousands";

  /** All of a small model, a fraction of a large one; tokens whose numbers stay in the cache. */
  static final MemoryBudget OF_PROCESSORS = new MemoryBudget(64L << 20, 163_840);

  /** A GPU gains nothing by few tokens at a time. */
  static final MemoryBudget OF_GPUS = new MemoryBudget(256L << 20, 1L << 30);

  public MemoryBudget {
    if (weightCacheBytes < 0 || chunkNumbers < 1) {
      throw new IllegalArgumentException(
          "a cache of %d bytes and chunks of %d numbers: use 0 and more, 1 and more"
              .formatted(weightCacheBytes, chunkNumbers));
    }
  }

  /**
   * What is usual on a kind of device, where the system properties do not say otherwise.
   *
   * @throws IllegalArgumentException for properties that are no numbers
   */
  static MemoryBudget of(boolean onCpu) {
    MemoryBudget usual = onCpu ? OF_PROCESSORS : OF_GPUS;
    return new MemoryBudget(
        number(WEIGHT_CACHE, 1L << 20, usual.weightCacheBytes),
        number(CHUNK, 1000, usual.chunkNumbers));
  }

  private static long number(String property, long unit, long usual) {
    String value = System.getProperty(property, "").strip();
    if (value.isEmpty()) {
      return usual;
    }
    if (!value.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(
          "%s is '%s': set a whole number, or nothing for %d"
              .formatted(property, value, usual / unit));
    }
    return Math.multiplyExact(Long.parseLong(value), unit);
  }
}
