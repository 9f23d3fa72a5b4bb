package zoodip.diffusion.tokenizer;

import java.util.Arrays;

/**
 * A text as a text encoder takes it.
 *
 * @param ids [maxTokens]: start, the text, end, padding
 * @param length ids before the padding begins, start and end included
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content
public record TokenIds(int[] ids, int length) {

  /** [maxTokens]: 1 for ids of the text, 0 for padding. */
  public int[] attentionMask() {
    int[] mask = new int[ids.length];
    Arrays.fill(mask, 0, length, 1);
    return mask;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenIds that && length == that.length && Arrays.equals(ids, that.ids);
  }

  @Override
  public int hashCode() {
    return 31 * length + Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return "TokenIds" + Arrays.toString(Arrays.copyOf(ids, length));
  }
}
