package zoodip.trainer.models;

import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import zoodip.diffusion.Batching;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.ModelOptions;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.network.WeightException;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.models.ModelStore;
import zoodip.platform.models.cache.CachedModel;
import zoodip.platform.names.ResourceName;
import zoodip.safetensors.SafetensorsException;
import zoodip.trainer.training.LossBatcher;
import zoodip.v1.ErrorReason;
import zoodip.v1.Model;

/**
 * Models that are open, kept from one job to the next: loading takes longer than many steps. Those
 * that were not used for longest are closed to make room; those in use never are. Thread-safe.
 */
public final class OpenModels implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OpenModels.class);

  private final ModelStore store;
  private final int room;
  private final Batching batching;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  private record Key(String name, String digest, ModelOptions options) {}

  private static final class Entry {
    private final DiffusionModel model;
    private final CachedModel files;
    private final LossBatcher batcher;
    private int users;

    Entry(DiffusionModel model, CachedModel files, LossBatcher batcher) {
      this.model = model;
      this.files = files;
      this.batcher = batcher;
    }

    void close() {
      try (files) {
        model.close();
      }
    }
  }

  /** A model that stays open until this is closed. */
  public final class Lease implements AutoCloseable {
    private final Entry entry;

    private Lease(Entry entry) {
      this.entry = entry;
      entry.users++;
    }

    public DiffusionModel model() {
      return entry.model;
    }

    /** What puts the steps of all trainings on this model into common batches. */
    public LossBatcher batcher() {
      return entry.batcher;
    }

    @Override
    public void close() {
      synchronized (OpenModels.this) {
        entry.users--;
        closeIdle(room);
      }
    }
  }

  /**
   * @param room models that may be open at a time, as long as no more are in use
   * @param batching what trainings on one model may share
   */
  public OpenModels(ModelStore store, int room, Batching batching) {
    this.store = store;
    this.room = room;
    this.batching = batching;
  }

  /**
   * Opens the model unless it is open.
   *
   * @param name {@code models/...}
   * @param digest of the model that is meant
   * @throws ServiceException MODEL_UNUSABLE if the model cannot be loaded, or is another now;
   *     MODEL_NOT_FOUND
   */
  public synchronized Lease open(String name, String digest, ModelOptions options) {
    Key key = new Key(name, digest, options);
    if (!entries.containsKey(key)) {
      closeIdle(room - 1);
      entries.put(key, load(name, digest, options));
    }
    return new Lease(entries.get(key));
  }

  /** Closes all models; nobody may use one any more. */
  @Override
  public synchronized void close() {
    entries.values().forEach(Entry::close);
    entries.clear();
  }

  private Entry load(String name, String digest, ModelOptions options) {
    Model description = store.get(ResourceName.parse(name));
    if (!description.getDigest().equals(digest)) {
      throw unusable(
          "%s has changed since the job was created: its digest is %s, not %s; create the job again"
              .formatted(name, description.getDigest(), digest),
          null);
    }
    CachedModel files = store.hold(description);
    try {
      return load(name, files, options);
    } catch (RuntimeException | Error e) {
      files.close();
      throw e;
    }
  }

  private Entry load(String name, CachedModel files, ModelOptions options) {
    LOG.infof("Opening %s with %s", name, options);
    try {
      return new Entry(
          DiffusionModel.open(files.folder(), options), files, new LossBatcher(batching));
    } catch (ConfigException | SafetensorsException | WeightException | UncheckedIOException e) {
      throw unusable("%s cannot be loaded: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static ServiceException unusable(String message, Throwable cause) {
    return new ServiceException(ErrorReason.ERROR_REASON_MODEL_UNUSABLE, message, cause);
  }

  private void closeIdle(int most) {
    var oldestFirst = entries.values().iterator();
    while (entries.size() > most && oldestFirst.hasNext()) {
      Entry entry = oldestFirst.next();
      if (entry.users == 0) {
        oldestFirst.remove();
        entry.close();
      }
    }
  }
}
