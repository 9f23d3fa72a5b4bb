package zoodip.platform.models;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;
import zoodip.platform.storage.StoredDocuments;
import zoodip.v1.ErrorReason;
import zoodip.v1.Model;
import zoodip.v1.ModelFile;

/** The base models in the object store; a model is visible once its description is there. */
@ApplicationScoped
public class ModelStore {
  private static final String JSON = "application/json";

  private final Storage storage;
  private final StoredDocuments<Model> descriptions;
  private final Path cache;

  @Inject
  public ModelStore(Storage storage, ModelStoreConfig config) {
    this.storage = storage;
    descriptions = new StoredDocuments<>(storage, (key, json) -> parse(json));
    cache = config.folder();
  }

  /** A model's description, if there is such a model. */
  public Optional<Model> find(ResourceName name) {
    return storage.find(ObjectKeys.modelManifest(name)).map(object -> parse(object.content()));
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
    return descriptions.list("models/", key -> key.matches("models/[^/]+/model\\.json"));
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
   * The folder with the model's files, fetched unless an earlier call did. Every file is checked
   * against its digest; the folder appears whole or not at all.
   */
  public Path fetch(Model model) {
    Path folder = cache.resolve(model.getDigest());
    if (Files.isDirectory(folder)) {
      return folder;
    }
    try {
      Files.createDirectories(cache);
      Path arriving = Files.createTempDirectory(cache, "arriving-");
      try {
        for (ModelFile file : model.getFilesList()) {
          fetch(ResourceName.parse(model.getName()), file, arriving);
        }
        return settle(arriving, folder);
      } finally {
        deleteTree(arriving);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep " + model.getName() + " in " + cache, e);
    }
  }

  private void fetch(ResourceName model, ModelFile file, Path folder) throws IOException {
    Path target = folder.resolve(file.getPath()).normalize();
    if (!target.startsWith(folder)) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_MODEL_UNUSABLE,
          model + " has a file outside of its folder: " + file.getPath());
    }
    Files.createDirectories(target.getParent());
    try (InputStream content = storage.open(ObjectKeys.modelFile(model, file.getPath()))) {
      Files.copy(content, target);
    }
    String sha256 = Sha256.of(target);
    if (!sha256.equals(file.getSha256())) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_MODEL_UNUSABLE,
          "%s of %s is damaged: its SHA-256 is %s, not %s; import the model again"
              .formatted(file.getPath(), model, sha256, file.getSha256()));
    }
  }

  /**
   * Moves the folder into place; if another thread or process was faster, its folder is the same.
   */
  private static Path settle(Path arriving, Path folder) throws IOException {
    try {
      Files.move(arriving, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    return folder;
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static byte[] print(Model model) {
    try {
      return JsonFormat.printer().print(model).getBytes(StandardCharsets.UTF_8);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("Every model can be written as JSON", e);
    }
  }

  private static Model parse(byte[] json) {
    try {
      Model.Builder model = Model.newBuilder();
      JsonFormat.parser()
          .ignoringUnknownFields()
          .merge(new String(json, StandardCharsets.UTF_8), model);
      return model.build();
    } catch (InvalidProtocolBufferException e) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_MODEL_UNUSABLE, "The description of a model is damaged", e);
    }
  }
}
