package zoodip.inference.models;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.options.ModelOptions;
import zoodip.platform.models.ModelStore;
import zoodip.platform.models.cache.CachedModel;
import zoodip.v1.Model;

/**
 * The models in memory: as many as are allowed, those that were used last. Belongs to the one
 * thread that draws; only {@link #digests} may be called from others.
 */
public final class GenerationModels implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(GenerationModels.class);

  private final ModelStore store;
  private final int capacity;
  private final ModelOptions options;
  private final Map<String, Open> models = new LinkedHashMap<>();
  private volatile Set<String> digests = Set.of();

  /** A model, and its files for as long as it may read them. */
  private record Open(DiffusionModel model, CachedModel files) implements AutoCloseable {
    @Override
    public void close() {
      try (files) {
        model.close();
      }
    }
  }

  public GenerationModels(ModelStore store, int capacity, ModelOptions options) {
    this.store = store;
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
  public DiffusionModel open(Model model) {
    Open open = models.remove(model.getDigest());
    if (open == null) {
      makeRoom();
      open = load(model);
    }
    models.put(model.getDigest(), open);
    digests = Set.copyOf(models.keySet());
    return open.model();
  }

  private Open load(Model model) {
    CachedModel files = store.hold(model);
    try {
      DiffusionModel loaded = DiffusionModel.open(files.folder(), options);
      LOG.infof("%s is loaded in %s", model.getName(), options.precision());
      return new Open(loaded, files);
    } catch (RuntimeException | Error e) {
      files.close();
      throw e;
    }
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
    models.values().forEach(Open::close);
    models.clear();
    digests = Set.of();
  }
}
