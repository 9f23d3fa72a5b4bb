package zoodip.diffusion;

import java.nio.file.Path;
import java.util.List;
import zoodip.pictures.Picture;

/**
 * A text-to-image model in a diffusers folder. Methods may be called from any thread; they run one
 * after the other on the process's engine.
 */
public final class DiffusionModel implements AutoCloseable {

  /**
   * Loads a model.
   *
   * @throws zoodip.diffusion.config.ConfigException for a missing or unsupported configuration
   * @throws zoodip.diffusion.weights.SafetensorsException for an unreadable weight file
   * @throws zoodip.diffusion.network.WeightException for weights that do not fit the configuration
   */
  public static DiffusionModel open(Path folder, ModelOptions options) {
    throw new UnsupportedOperationException("to come");
  }

  public ModelInfo info() {
    throw new UnsupportedOperationException("to come");
  }

  /** For each text encoder, one row of the token table for each token of {@code words}. */
  public List<float[][]> wordEmbedding(String words) {
    throw new UnsupportedOperationException("to come");
  }

  /**
   * Prepares the training of a concept; encodes the photos and their mirror images.
   *
   * @param placeholder the concept's name in angle brackets: {@code <my-dog>}
   * @param vectors the number of token positions that the concept takes
   */
  public Personalization personalization(
      List<TrainingPhoto> photos, String placeholder, int vectors, PhotoOptions options) {
    throw new UnsupportedOperationException("to come");
  }

  /**
   * Draws pictures, in the order of the requests.
   *
   * @throws UnknownConceptException for a prompt that names a concept which is not given
   * @throws PromptException for a prompt or a size that cannot be used
   * @throws GenerationStoppedException when {@code progress} says so
   */
  public List<Picture> generate(
      List<PictureRequest> requests,
      GenerationOptions options,
      List<TokenEmbedding> concepts,
      GenerationProgress progress) {
    throw new UnsupportedOperationException("to come");
  }

  @Override
  public void close() {}
}
