package zoodip.trainer.models;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jboss.logging.Logger;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.network.WeightException;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.scheduler.SchedulerException;
import zoodip.diffusion.training.BatchSharing;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.models.ModelPool;
import zoodip.platform.models.ModelStore;
import zoodip.platform.models.OpenModel;
import zoodip.platform.names.ResourceName;
import zoodip.safetensors.SafetensorsException;
import zoodip.trainer.training.BatchObserver;
import zoodip.trainer.training.LossBatcher;
import zoodip.v1.ErrorReason;
import zoodip.v1.Model;

/**
 * The models that trainings run on, kept from one job to the next. Jobs on a model that is open go
 * on while another is fetched and loaded. Thread-safe.
 */
public final class TrainingModels implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TrainingModels.class);

  private final ModelStore store;
  private final BatchSharing batchSharing;
  private final BatchObserver observer;
  private final ModelPool<Key, OpenModel<Batched>> pool;

  private record Key(String name, String digest, ModelOptions options) {}

  private record Batched(DiffusionModel model, LossBatcher batcher) {}

  /** A model that stays open until this is closed. */
  public static final class Lease implements AutoCloseable {
    private final ModelPool<Key, OpenModel<Batched>>.Lease lease;

    private Lease(ModelPool<Key, OpenModel<Batched>>.Lease lease) {
      this.lease = lease;
    }

    public DiffusionModel model() {
      return lease.model().model().model();
    }

    /** What puts the steps of all trainings on this model into common batches. */
    public LossBatcher batcher() {
      return lease.model().model().batcher();
    }

    @Override
    public void close() {
      lease.close();
    }
  }

  /**
   * @param capacity models that may be open at a time, as long as no more are in use
   * @param batchSharing what trainings on one model may share
   * @param observer is told of each batch
   */
  public TrainingModels(
      ModelStore store, int capacity, BatchSharing batchSharing, BatchObserver observer) {
    this.observer = observer;
    this.store = store;
    this.batchSharing = batchSharing;
    pool = new ModelPool<>(capacity, OpenModel::close);
  }

  /**
   * A lease of the model, which is opened unless it is open.
   *
   * @param name {@code models/...}
   * @param digest of the model that is meant
   * @throws ServiceException MODEL_UNUSABLE if the model cannot be loaded, or is another now;
   *     MODEL_NOT_FOUND
   */
  public Lease acquire(String name, String digest, ModelOptions options) {
    return new Lease(
        pool.acquire(new Key(name, digest, options), () -> load(name, digest, options)));
  }

  /** Closes all models; nobody may use one any more. */
  @Override
  public void close() {
    pool.close();
  }

  private OpenModel<Batched> load(String name, String digest, ModelOptions options) {
    Model description = store.get(ResourceName.parse(name));
    if (!description.getDigest().equals(digest)) {
      throw unusable(
          "%s has changed since the job was created: its digest is %s, not %s; create the job again"
              .formatted(name, description.getDigest(), digest),
          null);
    }
    return OpenModel.open(
        store, description, folder -> load(name, folder, options), open -> open.model().close());
  }

  private Batched load(String name, Path folder, ModelOptions options) {
    LOG.infof("Opening %s with %s", name, options);
    try {
      return new Batched(
          DiffusionModel.open(folder, options), new LossBatcher(batchSharing, observer));
    } catch (ConfigException
        | SafetensorsException
        | SchedulerException
        | WeightException
        | UncheckedIOException e) {
      throw unusable("%s cannot be loaded: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static ServiceException unusable(String message, Throwable cause) {
    return new ServiceException(ErrorReason.ERROR_REASON_MODEL_UNUSABLE, message, cause);
  }
}
