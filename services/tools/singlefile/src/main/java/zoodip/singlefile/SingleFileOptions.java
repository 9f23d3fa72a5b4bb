package zoodip.singlefile;

import java.nio.file.Path;
import java.util.Optional;
import zoodip.diffusion.scheduler.PredictionType;

/**
 * What a checkpoint in one file does not say about itself.
 *
 * @param prediction what the UNet predicts, whatever the file says; if absent, what it says, else
 *     what is usual for the family
 * @param vocabulary a folder with a CLIP tokenizer; if absent, CLIP's own vocabulary is taken
 * @param vae an autoencoder instead of the file's own: a folder of diffusers or a file
 * @param ignoreExtra whether tensors that are not known are left away instead of refused
 */
public record SingleFileOptions(
    Optional<PredictionType> prediction,
    Optional<Path> vocabulary,
    Optional<Path> vae,
    boolean ignoreExtra) {
  /** The usual prediction, and CLIP's vocabulary. */
  public static final SingleFileOptions USUAL =
      new SingleFileOptions(Optional.empty(), Optional.empty());

  /** With the file's own autoencoder and known tensors alone. */
  public SingleFileOptions(Optional<PredictionType> prediction, Optional<Path> vocabulary) {
    this(prediction, vocabulary, Optional.empty(), false);
  }
}
