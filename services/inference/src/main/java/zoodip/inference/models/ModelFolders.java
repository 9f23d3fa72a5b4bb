package zoodip.inference.models;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import zoodip.platform.models.ModelStore;
import zoodip.v1.Model;

/** The files of models on this machine, each model fetched once however many calls need it. */
@ApplicationScoped
public class ModelFolders {
  private final ModelStore store;
  private final Map<String, Object> fetching = new ConcurrentHashMap<>();

  @Inject
  public ModelFolders(ModelStore store) {
    this.store = store;
  }

  /** The model's folder; waits while it is being fetched. */
  public Path folder(Model model) {
    synchronized (fetching.computeIfAbsent(model.getDigest(), digest -> new Object())) {
      return store.fetch(model);
    }
  }
}
