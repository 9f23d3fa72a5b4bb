package zoodip.gateway.models;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;
import zoodip.v1.Model;

/**
 * How many pixels of an image's side make one of its latent: sides have to be multiples of it. A
 * model's autoencoder tells it in its configuration, by the number of its levels, each of which but
 * the last halves the side.
 */
@ApplicationScoped
public class LatentFactors {
  private static final Logger LOG = Logger.getLogger(LatentFactors.class);
  private static final String CONFIGURATION = "vae/config.json";
  private static final String LEVELS = "block_out_channels";

  private final Storage storage;
  private final Map<String, Integer> known = new ConcurrentHashMap<>();

  @Inject
  public LatentFactors(Storage storage) {
    this.storage = storage;
  }

  /** The model's factor; 1, which every side is a multiple of, if its files do not tell. */
  public int of(Model model) {
    boolean tells =
        model.getFilesList().stream().anyMatch(file -> file.getPath().equals(CONFIGURATION));
    return tells ? known.computeIfAbsent(model.getDigest(), digest -> read(model)) : 1;
  }

  private int read(Model model) {
    ResourceName name = ResourceName.parse(model.getName());
    byte[] json = storage.get(ObjectKeys.modelFile(name, CONFIGURATION));
    try {
      Struct.Builder configuration = Struct.newBuilder();
      JsonFormat.parser().merge(new String(json, StandardCharsets.UTF_8), configuration);
      Value levels = configuration.getFieldsOrDefault(LEVELS, Value.getDefaultInstance());
      return 1 << Math.max(0, levels.getListValue().getValuesCount() - 1);
    } catch (InvalidProtocolBufferException e) {
      LOG.warnf(
          e, "%s of %s does not parse; sides of pictures are not checked", CONFIGURATION, name);
      return 1;
    }
  }
}
