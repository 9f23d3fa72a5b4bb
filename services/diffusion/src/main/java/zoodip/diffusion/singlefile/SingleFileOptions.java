package zoodip.diffusion.singlefile;

import java.nio.file.Path;
import java.util.Optional;
import zoodip.diffusion.scheduler.PredictionType;

/**
 * What a checkpoint in one file does not say about itself.
 *
 * @param prediction what the UNet predicts; if absent, what is usual for the family
 * @param vocabulary a folder with vocab.json and merges.txt; if absent, CLIP's own are taken
 */
public record SingleFileOptions(Optional<PredictionType> prediction, Optional<Path> vocabulary) {
  /** The usual prediction, and CLIP's vocabulary. */
  public static final SingleFileOptions USUAL =
      new SingleFileOptions(Optional.empty(), Optional.empty());
}
