package zoodip.diffusion.clip;

import java.nio.file.Path;
import java.util.List;
import zoodip.diffusion.ModelOptions;
import zoodip.pictures.Picture;

/**
 * A CLIP model in a transformers folder. Methods may be called from any thread; they run one after
 * the other on the process's engine.
 */
public final class ClipModel implements AutoCloseable {

  /** Loads a model; fails as {@link zoodip.diffusion.DiffusionModel#open} does. */
  public static ClipModel open(Path folder, ModelOptions options) {
    throw new UnsupportedOperationException("to come");
  }

  /** One vector of unit length a picture; the cosine of two is their product. */
  public float[][] imageEmbeddings(List<Picture> pictures) {
    throw new UnsupportedOperationException("to come");
  }

  /** One vector of unit length a text, in the same space as the pictures'. */
  public float[][] textEmbeddings(List<String> texts) {
    throw new UnsupportedOperationException("to come");
  }

  @Override
  public void close() {}
}
