package zoodip.platform.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import zoodip.platform.digest.Sha256;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;
import zoodip.v1.ModelFile;

/** Writes the files of a model, except those that an interrupted upload has written. */
record ModelUpload(Storage storage, ResourceName model, UploadProgress progress) {

  void run(List<ModelFile> files, Path folder) {
    long total = files.stream().mapToLong(ModelFile::getSizeBytes).sum();
    long done = 0;
    for (ModelFile file : files) {
      progress.next(file, done, total);
      String key = ObjectKeys.modelFile(model, file.getPath());
      if (!isThere(key, file)) {
        storage.putFile(key, folder.resolve(file.getPath()));
      }
      done += file.getSizeBytes();
    }
  }

  /** Reads the object: what a store says of its bytes is not their SHA-256. */
  private boolean isThere(String key, ModelFile file) {
    if (storage.size(key).orElse(-1) != file.getSizeBytes()) {
      return false;
    }
    try (InputStream content = storage.open(key)) {
      return Sha256.of(content).equals(file.getSha256());
    } catch (IOException e) {
      // an object that cannot be read is written again, which fails if the store does
      return false;
    }
  }
}
