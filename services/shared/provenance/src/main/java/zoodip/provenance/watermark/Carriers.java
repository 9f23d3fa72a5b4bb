package zoodip.provenance.watermark;

import java.util.ArrayList;
import java.util.List;

/**
 * The waves that a watermark is made of: frequencies of one tile, a square pattern that repeats
 * over the image. Their band lies above what images have most of and below what JPEG files and
 * smaller copies lose. Some are pilots, whose phases are always the same and tell where tiles
 * begin; on the others, whose cosine and sine carry a bit each, the message rides.
 */
final class Carriers {
  /** Pixels of a tile. */
  static final int SIDE = 128;

  /** Cycles a pixel. */
  private static final double LOWEST = 0.03;

  private static final double HIGHEST = 0.17;

  /** Blocks of JPEG files; what repeats with them is left to them. */
  private static final int JPEG_BLOCK = 8;

  private static final double PILOTS = 0.4;
  private static final long KEY = 0x5A6F6F646970L;

  private final int side;
  private final List<Wave> pilots;
  private final List<Wave> message;

  /**
   * One frequency.
   *
   * @param index where it stands in a transform [side, side]
   * @param u cycles a tile from left to right, 0..side/2
   * @param v cycles a tile from top to bottom, negative for waves that rise
   * @param cosine of its phase, drawn from the key
   * @param sine of its phase
   */
  record Wave(int index, int u, int v, double cosine, double sine) {}

  /**
   * @param side pixels of a tile, a power of two
   */
  Carriers(int side) {
    this.side = side;
    SplitMix64 random = new SplitMix64(KEY + side);
    List<Wave> waves = shuffled(waves(side, random), random);
    int count = (int) (PILOTS * waves.size());
    pilots = List.copyOf(waves.subList(0, count));
    message = List.copyOf(waves.subList(count, waves.size()));
  }

  int side() {
    return side;
  }

  /** Columns of a transform that waves stand in, the first ones. */
  int columns() {
    return highest(side) + 1;
  }

  List<Wave> pilots() {
    return pilots;
  }

  List<Wave> message() {
    return message;
  }

  /** The half plane alone: a real pattern's other half follows from it. */
  private static List<Wave> waves(int side, SplitMix64 random) {
    List<Wave> waves = new ArrayList<>();
    int most = highest(side);
    for (int v = -most; v <= most; v++) {
      for (int u = 0; u <= most; u++) {
        if ((u > 0 || v > 0) && isCarrier(u, v, side)) {
          double phase = 2 * Math.PI * random.nextDouble();
          int index = Math.floorMod(v, side) * side + u;
          waves.add(new Wave(index, u, v, StrictMath.cos(phase), StrictMath.sin(phase)));
        }
      }
    }
    return waves;
  }

  private static boolean isCarrier(int u, int v, int side) {
    double frequency = StrictMath.sqrt(u * u + v * v) / side;
    int grid = side / JPEG_BLOCK;
    boolean ofBlocks = u % grid == 0 && v % grid == 0;
    return !ofBlocks && frequency >= LOWEST && frequency <= HIGHEST;
  }

  private static int highest(int side) {
    return (int) (HIGHEST * side) + 1;
  }

  private static List<Wave> shuffled(List<Wave> waves, SplitMix64 random) {
    for (int i = waves.size() - 1; i > 0; i--) {
      int other = (int) (random.nextDouble() * (i + 1));
      Wave wave = waves.get(i);
      waves.set(i, waves.get(other));
      waves.set(other, wave);
    }
    return waves;
  }
}
