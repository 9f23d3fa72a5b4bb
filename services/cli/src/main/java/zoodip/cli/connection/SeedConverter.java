package zoodip.cli.connection;

import java.security.SecureRandom;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a seed; -1 has one drawn, as elsewhere. */
public final class SeedConverter implements ITypeConverter<Long> {
  /** Drawn seeds are ten digits at most: people copy them. */
  private static final int DRAWN = 1 << 30;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Any seed. */
  public static long drawn() {
    return RANDOM.nextInt(DRAWN);
  }

  @Override
  public Long convert(String text) {
    long seed;
    try {
      seed = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
    if (seed < -1) {
      throw wrong(text);
    }
    return seed == -1 ? drawn() : seed;
  }

  private static TypeConversionException wrong(String text) {
    return new TypeConversionException(
        "'%s' is no seed: a whole number from 0 to %d, or -1 for one that is drawn"
            .formatted(text, Long.MAX_VALUE));
  }
}
