package zoodip.diffusion.singlefile;

import zoodip.safetensors.SafetensorsFile;

/**
 * Tensors without a use of their own, by which fine-tunes of Stable Diffusion XL say how they were
 * trained.
 *
 * @param velocity whether the UNet predicts v
 * @param zeroTerminalSignal whether the last noise level has no picture left in it
 */
record CheckpointMarks(boolean velocity, boolean zeroTerminalSignal) {
  private static final String VELOCITY = "v_pred";
  private static final String ZERO_TERMINAL_SIGNAL = "ztsnr";

  /** Matches their keys. */
  static final String PATTERN = VELOCITY + "|" + ZERO_TERMINAL_SIGNAL;

  static CheckpointMarks of(SafetensorsFile file) {
    return new CheckpointMarks(file.contains(VELOCITY), file.contains(ZERO_TERMINAL_SIGNAL));
  }
}
