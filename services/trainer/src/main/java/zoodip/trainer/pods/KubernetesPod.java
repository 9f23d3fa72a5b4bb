package zoodip.trainer.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Optional;

/** One pod's annotation of what its deletion costs, by the Kubernetes API. */
final class KubernetesPod implements AutoCloseable {
  /** A ReplicaSet with pods too many deletes those with less of it first. */
  static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  /**
   * A pod.
   *
   * @param config where the API is and who asks; {@link #config} has what the environment tells
   * @param namespace empty: the config's
   */
  KubernetesPod(Config config, Optional<String> namespace, String name) {
    client = new KubernetesClientBuilder().withConfig(config).build();
    this.namespace = namespace.orElse(client.getNamespace());
    this.name = name;
  }

  /**
   * By the pod's service account, or {@code KUBECONFIG} outside of a cluster. A call that is not
   * answered soon fails: who makes it again waits between calls.
   */
  static Config config() {
    return bounded(new ConfigBuilder());
  }

  static Config bounded(ConfigBuilder config) {
    return config
        .withConnectionTimeout((int) PATIENCE.toMillis())
        .withRequestTimeout((int) PATIENCE.toMillis())
        .withRequestRetryBackoffLimit(0)
        .build();
  }

  /**
   * Says what deleting the pod costs.
   *
   * @param cost 0 takes the annotation away
   * @throws KubernetesClientException if the API does not do it, or there is no such pod
   */
  void deletionCost(int cost) {
    String value = cost == 0 ? "null" : "\"" + cost + "\"";
    Pod patched =
        client
            .pods()
            .inNamespace(namespace)
            .withName(name)
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"metadata\":{\"annotations\":{\"%s\":%s}}}".formatted(DELETION_COST, value));
    if (patched == null) {
      throw new KubernetesClientException("There is no pod " + this);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
