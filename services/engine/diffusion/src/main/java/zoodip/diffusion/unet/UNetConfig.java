package zoodip.diffusion.unet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import zoodip.diffusion.config.ConfigFile;

/**
 * The architecture of a conditional UNet, from the {@code config.json} of diffusers'
 * UNet2DConditionModel. Lists have one entry a level, highest resolution first.
 *
 * @param latentChannels channels of input and output
 * @param sampleSize side of the latents that the model was trained on, the shorter one
 * @param channels channels of each level
 * @param downCross whether a level attends to the text on the way down
 * @param upCross the same on the way up, in the order of that way: lowest resolution first
 * @param middleCross whether the middle does; if not, it is one residual block instead of two
 * @param resnets residual blocks of each level on the way down; one more on the way up
 * @param blocks transformer blocks of each attention
 * @param heads attention heads
 * @param contextWidth width of the text encoders' states
 * @param upcastAttention whether scores of attention leave the range of fp16, as SD 2.1's do
 * @param added the widths of SDXL's added conditions
 */
public record UNetConfig(
    int latentChannels,
    int sampleSize,
    List<Integer> channels,
    List<Boolean> downCross,
    List<Boolean> upCross,
    boolean middleCross,
    List<Integer> resnets,
    List<Integer> blocks,
    List<Integer> heads,
    int contextWidth,
    int groups,
    double eps,
    String activation,
    boolean linearProjection,
    int downsamplePadding,
    boolean centerInput,
    int inKernel,
    int outKernel,
    int timeWidth,
    boolean flipSinToCos,
    double frequencyShift,
    boolean upcastAttention,
    Added added) {

  /**
   * Conditions that are added to the time embedding.
   *
   * @param sizeWidth sinusoids of each of the six sizes; 0 for a model without added conditions
   * @param width pooled text and sizes together
   */
  public record Added(int sizeWidth, int width) {
    static final Added NONE = new Added(0, 0);

    /** Width of the pooled text. */
    public int pooledWidth() {
      return width - SIZES * sizeWidth;
    }
  }

  /** Original height and width, crop top and left, target height and width. */
  public static final int SIZES = 6;

  /** Reads and checks a configuration; layouts that the program lacks are refused by field. */
  public static UNetConfig of(ConfigFile config) {
    return UNetConfigReader.read(config);
  }

  int levels() {
    return channels.size();
  }

  int width(int level) {
    return channels.get(level);
  }

  /** Width of a level's attention: less than its channels where the heads do not divide these. */
  int innerWidth(int level) {
    return width(level) / heads.get(level) * heads.get(level);
  }

  /** Heads and blocks of a level on the way up, where level 0 is the lowest resolution. */
  static <T> List<T> reversed(List<T> values) {
    List<T> copy = new ArrayList<>(values);
    Collections.reverse(copy);
    return List.copyOf(copy);
  }
}
