package zoodip.inference.models;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.ModelOptions;
import zoodip.v1.Model;

/**
 * The models in memory: as many as are allowed, those that were used last. Belongs to the one
 * thread that draws; only {@link #digests} may be called from others.
 */
public final class OpenModels implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OpenModels.class);

  private final int capacity;
  private final ModelOptions options;
  private final Map<String, DiffusionModel> models = new LinkedHashMap<>();
  private volatile Set<String> digests = Set.of();

  public OpenModels(int capacity, ModelOptions options) {
    this.capacity = capacity;
    this.options = options;
  }

  public int capacity() {
    return capacity;
  }

  /** Digests of the models that are in memory. */
  public Set<String> digests() {
    return digests;
  }

  /** The model, loaded now if it is not in memory; the longest unused one makes room for it. */
  public DiffusionModel open(Model model, Path folder) {
    DiffusionModel open = models.remove(model.getDigest());
    if (open == null) {
      makeRoom();
      open = DiffusionModel.open(folder, options);
      LOG.infof("%s is loaded in %s", model.getName(), options.precision());
    }
    models.put(model.getDigest(), open);
    digests = Set.copyOf(models.keySet());
    return open;
  }

  /** Closed before the next is opened, so that there are never more than allowed. */
  private void makeRoom() {
    while (models.size() >= capacity) {
      String eldest = models.keySet().iterator().next();
      models.remove(eldest).close();
      digests = Set.copyOf(models.keySet());
    }
  }

  @Override
  public void close() {
    models.values().forEach(DiffusionModel::close);
    models.clear();
    digests = Set.of();
  }
}
