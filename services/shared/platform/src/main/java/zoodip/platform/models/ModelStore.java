package zoodip.platform.models;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.models.cache.CachedModel;
import zoodip.platform.models.cache.ModelCache;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.ObjectMissingException;
import zoodip.platform.storage.Storage;
import zoodip.platform.storage.StoredDocuments;
import zoodip.v1.ErrorReason;
import zoodip.v1.Model;

/** The base models in the object store; a model is visible once its description is there. */
@ApplicationScoped
public class ModelStore {
  private static final String JSON = "application/json";

  private final Storage storage;
  private final StoredDocuments<Model> descriptions;
  private final ModelCache cache;

  @Inject
  public ModelStore(Storage storage, ModelStoreConfig config) {
    this.storage = storage;
    descriptions = new StoredDocuments<>(storage, ModelStore::parse);
    cache = new ModelCache(storage, config.folder(), config.maxBytes());
  }

  /** A model's description, if there is such a model. */
  public Optional<Model> find(ResourceName name) {
    String key = ObjectKeys.modelManifest(name);
    return storage.find(key).map(object -> parse(key, object.content()));
  }

  /**
   * A model's description.
   *
   * @throws ServiceException MODEL_NOT_FOUND
   */
  public Model get(ResourceName name) {
    return find(name)
        .orElseThrow(
            () ->
                new ServiceException(
                    ErrorReason.ERROR_REASON_MODEL_NOT_FOUND,
                    "There is no model " + name + "; Models.ListModels shows those that are"));
  }

  /** All models, by name. */
  public List<Model> list() {
    return descriptions.list(ObjectKeys.models(), ObjectKeys::isModelManifest);
  }

  /**
   * Makes a model visible: its files first, its description last.
   *
   * @param description what is said of the model; files, digest and create time are filled in here
   * @return whether it is new; false leaves the model of that name as it is
   */
  public boolean publish(Model description, Path folder) {
    return publish(description, folder, UploadProgress.NONE);
  }

  /**
   * Likewise. Files that are in the store with the same bytes stay there: who publishes again after
   * an interruption goes on where it was.
   */
  public boolean publish(Model description, Path folder, UploadProgress progress) {
    ResourceName name = ResourceName.parse(description.getName());
    if (find(name).isPresent()) {
      return false;
    }
    Model complete = ModelDigest.complete(description, folder);
    new ModelUpload(storage, name, progress).run(complete.getFilesList(), folder);
    return storage.putIfAbsent(ObjectKeys.modelManifest(name), print(complete), JSON);
  }

  /**
   * The model's files on this machine, fetched unless they are there, for as long as the caller
   * does not close them.
   *
   * @throws ServiceException MODEL_NOT_FOUND if the model was deleted; DATA_LOSS if its description
   *     or a file is gone or damaged; OVERLOADED if the disk is full
   * @throws zoodip.platform.storage.StorageException if the store does not answer, or breaks off:
   *     the next call goes on where this one ended
   */
  public CachedModel hold(Model model) {
    if (!ModelDigest.of(model.getFilesList()).equals(model.getDigest())) {
      throw loss(
          "The description of %s is damaged: its digest is not that of its files"
              .formatted(model.getName()),
          null);
    }
    try {
      return cache.hold(model);
    } catch (ObjectMissingException e) {
      ResourceName name = ResourceName.parse(model.getName());
      get(name);
      throw loss("A file of %s is gone: %s".formatted(name, e.getMessage()), e);
    }
  }

  /** Likewise, of who does not mind if the files are gone when others need their room. */
  public Path fetch(Model model) {
    try (CachedModel held = hold(model)) {
      return held.folder();
    }
  }

  void start(@Observes StartupEvent event) {
    cache.sweep();
  }

  private static byte[] print(Model model) {
    try {
      return JsonFormat.printer().print(model).getBytes(StandardCharsets.UTF_8);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("Every model can be written as JSON", e);
    }
  }

  private static Model parse(String key, byte[] json) {
    try {
      Model.Builder model = Model.newBuilder();
      JsonFormat.parser()
          .ignoringUnknownFields()
          .merge(new String(json, StandardCharsets.UTF_8), model);
      return model.build();
    } catch (InvalidProtocolBufferException e) {
      throw loss("The description %s is damaged: %s".formatted(key, e.getMessage()), e);
    }
  }

  private static ServiceException loss(String problem, Throwable cause) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_DATA_LOSS, problem + "; import the model again", cause);
  }
}
