package zoodip.systemtests;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.grpc.Channel;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import zoodip.keda.ExternalScalerGrpc;
import zoodip.keda.GetMetricsRequest;
import zoodip.keda.MetricSpec;
import zoodip.keda.ScaledObjectRef;

/**
 * Does with one Deployment what KEDA and the horizontal pod autoscaler do for a ScaledObject, but
 * at once: between zero and one by IsActive, above by the autoscaler's formula for an average
 * value, ceil(metric / target). No stabilization, no cooldown.
 */
final class ReplicaLoop implements AutoCloseable {
  private static final long PAUSE_MILLIS = 200;

  private final KubernetesClient client;
  private final String namespace;
  private final String deployment;
  private final int most;
  private final ExternalScalerGrpc.ExternalScalerBlockingStub scaler;
  private final ScaledObjectRef asked;
  private final MetricSpec spec;
  private final Thread thread = new Thread(this::run, "replicas");
  private volatile boolean closed;
  private int replicas;

  /**
   * Begins with none.
   *
   * @param most replicas, a ScaledObject's maxReplicaCount
   * @param metadata of its trigger
   */
  ReplicaLoop(
      KubernetesClient client,
      String namespace,
      String deployment,
      int most,
      Channel gateway,
      Map<String, String> metadata) {
    this.client = client;
    this.namespace = namespace;
    this.deployment = deployment;
    this.most = most;
    scaler = ExternalScalerGrpc.newBlockingStub(gateway);
    asked =
        ScaledObjectRef.newBuilder()
            .setName(deployment)
            .setNamespace(namespace)
            .putAllScalerMetadata(metadata)
            .build();
    spec = scaler().getMetricSpec(asked).getMetricSpecs(0);
    thread.start();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }

  private void run() {
    try {
      while (!closed) {
        scale();
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void scale() {
    double value =
        scaler()
            .getMetrics(
                GetMetricsRequest.newBuilder()
                    .setScaledObjectRef(asked)
                    .setMetricName(spec.getMetricName())
                    .build())
            .getMetricValues(0)
            .getMetricValueFloat();
    boolean active = scaler().isActive(asked).getResult();
    int wanted = wanted(active, value);
    if (wanted != replicas) {
      System.out.printf(
          "%s: metric %s, target %s, active %s: %d -> %d replicas%n",
          spec.getMetricName(), value, spec.getTargetSizeFloat(), active, replicas, wanted);
      client.apps().deployments().inNamespace(namespace).withName(deployment).scale(wanted);
      replicas = wanted;
    }
  }

  private int wanted(boolean active, double value) {
    int byFormula = (int) Math.ceil(value / spec.getTargetSizeFloat());
    return active ? Math.max(1, Math.min(most, byFormula)) : 0;
  }

  private ExternalScalerGrpc.ExternalScalerBlockingStub scaler() {
    return scaler.withDeadlineAfter(10, TimeUnit.SECONDS);
  }
}
