package zoodip.inference.models;

import java.nio.file.Path;
import java.util.Set;
import org.jboss.logging.Logger;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.options.ModelOptions;
import zoodip.platform.models.ModelPool;
import zoodip.platform.models.ModelStore;
import zoodip.platform.models.OpenModel;
import zoodip.v1.Model;

/** The models in memory: as many as are allowed, those that were used last. Thread-safe. */
public final class GenerationModels implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(GenerationModels.class);

  private final ModelStore store;
  private final int capacity;
  private final ModelOptions options;
  private final ModelPool<String, OpenModel<DiffusionModel>> pool;

  /**
   * @param capacity models that may be in memory, at least 1
   */
  public GenerationModels(ModelStore store, int capacity, ModelOptions options) {
    this.store = store;
    this.capacity = capacity;
    this.options = options;
    pool = new ModelPool<>(capacity, OpenModel::close);
  }

  public int capacity() {
    return capacity;
  }

  /** Digests of the models that are in memory. */
  public Set<String> digests() {
    return pool.openKeys();
  }

  /** A lease of the model, which is loaded now if it is not in memory. */
  public ModelPool<String, OpenModel<DiffusionModel>>.Lease acquire(Model model) {
    return pool.acquire(
        model.getDigest(),
        () -> OpenModel.open(store, model, folder -> load(model, folder), DiffusionModel::close));
  }

  private DiffusionModel load(Model model, Path folder) {
    DiffusionModel loaded = DiffusionModel.open(folder, options);
    LOG.infof("%s is loaded in %s", model.getName(), options.precision());
    return loaded;
  }

  @Override
  public void close() {
    pool.close();
  }
}
