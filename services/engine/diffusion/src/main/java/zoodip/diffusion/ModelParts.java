package zoodip.diffusion;

import java.util.List;
import java.util.Optional;

/**
 * What an open model is made of.
 *
 * @param family as people call it
 * @param schedulerClass the diffusers class that its configuration names
 * @param replacedBecause why another scheduler than that draws, if one does
 * @param zeroTerminalSignal whether nothing of an image is left at the last noise level
 * @param unetParameters numbers in its UNet
 * @param vaeParameters numbers in its autoencoder
 */
public record ModelParts(
    String family,
    String schedulerClass,
    Optional<String> replacedBecause,
    boolean zeroTerminalSignal,
    List<TextEncoderInfo> encoders,
    long unetParameters,
    long vaeParameters) {

  /**
   * A text encoder.
   *
   * @param width of its token embeddings
   * @param layers of its transformer
   * @param tokens the longest text, start and end included
   * @param parameters numbers in it
   */
  public record TextEncoderInfo(int width, int layers, int tokens, long parameters) {}

  public ModelParts {
    encoders = List.copyOf(encoders);
  }
}
