package zoodip.diffusion.dino;

import java.nio.file.Path;
import java.util.List;
import zoodip.diffusion.ModelOptions;
import zoodip.pictures.Picture;

/**
 * A DINOv2 model in a transformers folder. Methods may be called from any thread; they run one
 * after the other on the process's engine.
 */
public final class DinoModel implements AutoCloseable {

  /** Loads a model; fails as {@link zoodip.diffusion.DiffusionModel#open} does. */
  public static DinoModel open(Path folder, ModelOptions options) {
    throw new UnsupportedOperationException("to come");
  }

  /** The class token of each picture, as the network gives it (not of unit length). */
  public float[][] classTokens(List<Picture> pictures) {
    throw new UnsupportedOperationException("to come");
  }

  @Override
  public void close() {}
}
