package zoodip.trainer.sampling;

import zoodip.concepts.settings.TimestepRange;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;

/**
 * Photos, and their mirror images if there are any, from a bag that is shuffled whenever it is
 * empty; timesteps by the golden ratio's low-discrepancy sequence, from a random start: any stretch
 * of steps covers the range evenly.
 *
 * @param mirrored whether mirror images are in the bag
 */
record DrawsInTurn(RandomStreams streams, int photos, boolean mirrored, TimestepRange timesteps)
    implements PhotoTimestepSequence {
  /** The golden ratio's fraction in units of 2^-64. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  @Override
  public Draw at(long step) {
    int card = card(step);
    return new Draw(card % photos, card >= photos, timestep(step));
  }

  private int timestep(long step) {
    long start = (long) (streams.uniform(RandomStream.TIMESTEP_START, 0, 0) * 0x1p53) << 11;
    long fraction = start + step * GOLDEN;
    long size = timesteps.size();
    long drawn = (fraction >>> 32) * size + (((fraction & 0xFFFFFFFFL) * size) >>> 32);
    return timesteps.low() + (int) (drawn >>> 32);
  }

  /** Fisher and Yates' shuffle of the bag that the step draws from, as far as the step's card. */
  private int card(long step) {
    int size = mirrored ? 2 * photos : photos;
    long bag = (step - 1) / size;
    int place = (int) ((step - 1) % size);
    int[] cards = new int[size];
    for (int i = 0; i < size; i++) {
      cards[i] = i;
    }
    for (int i = 0; i <= place; i++) {
      int other = i + streams.below(size - i, RandomStream.PHOTO_ORDER, bag, i);
      int card = cards[i];
      cards[i] = cards[other];
      cards[other] = card;
    }
    return cards[place];
  }
}
