package zoodip.cli.connection;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import zoodip.cli.errors.UsageException;
import zoodip.client.Client;
import zoodip.v1.ListModelsRequest;
import zoodip.v1.Model;
import zoodip.v1.ModelKind;

/** The model that is meant where none is named: the only one that generates images. */
public final class DefaultModel {
  private DefaultModel() {}

  /**
   * Its name.
   *
   * @param id what was named, if anything was
   * @throws UsageException if there are several, or none
   */
  public static String of(Client client, ResourceNames names, Optional<String> id) {
    if (id.isPresent()) {
      return names.model(id.get());
    }
    List<Model> models = some(client);
    if (models.size() > 1) {
      throw new UsageException(
          "Which model? Say --model with one of "
              + models.stream()
                  .map(model -> ResourceNames.id(model.getName()))
                  .collect(Collectors.joining(", ")));
    }
    return models.get(0).getName();
  }

  /**
   * The models that generate images, one at least.
   *
   * @throws UsageException if there is none
   */
  public static List<Model> some(Client client) {
    List<Model> models = all(client);
    if (models.isEmpty()) {
      throw new UsageException(
          "The server has no text-to-image model; bring one in with 'zoodip models import'");
    }
    return models;
  }

  /** The models that generate images. */
  public static List<Model> all(Client client) {
    ListModelsRequest list = ListModelsRequest.newBuilder().setPageSize(1000).build();
    return client.call(() -> client.models().listModels(list)).getModelsList().stream()
        .filter(model -> model.getKind() == ModelKind.MODEL_KIND_TEXT_TO_IMAGE)
        .toList();
  }
}
