package zoodip.inference;

import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.nio.file.Path;
import zoodip.platform.models.ModelStore;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.Storage;
import zoodip.toybox.ModelDescription;
import zoodip.toybox.Toybox;
import zoodip.v1.Model;

/** Puts the toybox's models into the object store. */
final class ToyboxModels {
  private ToyboxModels() {}

  static void publish(Storage storage, ModelStore models, Path folder) throws IOException {
    storage.ensureBucket();
    for (ModelDescription description : Toybox.models()) {
      Model.Builder model = Model.newBuilder();
      JsonFormat.parser().merge(description.json(), model);
      if (models.find(ResourceName.parse(description.name())).isEmpty()) {
        models.publish(model.build(), description.extract(folder.resolve(description.name())));
      }
    }
  }
}
