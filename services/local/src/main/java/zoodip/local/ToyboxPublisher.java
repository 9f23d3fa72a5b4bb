package zoodip.local;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import zoodip.platform.models.ModelStore;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.Storage;
import zoodip.toybox.ModelDescription;
import zoodip.toybox.Toybox;
import zoodip.v1.Model;

/** Puts the toybox's models into the store when they are not there, before a service may ask. */
@ApplicationScoped
public class ToyboxPublisher {
  private static final Logger LOG = Logger.getLogger(ToyboxPublisher.class);
  private static final int FIRST = 1;

  @Inject Storage storage;
  @Inject ModelStore models;

  @ConfigProperty(name = DataFolder.SETTING)
  Path folder;

  void publish(@Observes @Priority(FIRST) StartupEvent started) {
    storage.ensureBucket();
    Toybox.models().forEach(this::publish);
  }

  private void publish(ModelDescription model) {
    if (models.find(ResourceName.parse(model.name())).isPresent()) {
      return;
    }
    try (DataFolder unpacked = new DataFolder(Files.createTempDirectory(folder, "toybox-"), true)) {
      models.publish(parse(model), model.extract(unpacked.path()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack " + model.name() + " in " + folder, e);
    }
    LOG.infof("Published %s", model.name());
  }

  private static Model parse(ModelDescription model) {
    try {
      Model.Builder description = Model.newBuilder();
      JsonFormat.parser().merge(model.json(), description);
      return description.build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("The description of " + model.name() + " is damaged", e);
    }
  }
}
