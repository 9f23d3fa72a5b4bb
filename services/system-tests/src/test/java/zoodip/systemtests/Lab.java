package zoodip.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A Kubernetes control plane whose pods run nothing, and a namespace of trainers in it. */
final class Lab implements AutoCloseable {
  static final String NAMESPACE = "scaling";
  static final String DEPLOYMENT = "trainer";
  private static final String COST = "controller.kubernetes.io/pod-deletion-cost";
  private static final long PATIENCE_SECONDS = 120;

  private final Config config;
  private final KubernetesClient client;

  /** Makes the namespace, the trainers' rights and their Deployment, of no replicas. */
  Lab(Path kubeconfig) throws IOException, InterruptedException {
    config = Config.fromKubeconfig(kubeconfig.toFile());
    client = new KubernetesClientBuilder().withConfig(config).build();
    if (client.namespaces().withName(NAMESPACE).get() != null) {
      throw new IllegalStateException("The lab is not new: infra/lab/down.sh ends it");
    }
    try (InputStream objects = Lab.class.getResourceAsStream("trainers.yaml")) {
      client.load(objects).serverSideApply();
    }
  }

  KubernetesClient client() {
    return client;
  }

  /** Leaves the Deployment's replicas to KEDA, which is to ask a gateway. */
  void scaleByKeda(String gatewayTarget) throws IOException {
    try (InputStream object = Lab.class.getResourceAsStream("scaledobject.yaml")) {
      String text = new String(object.readAllBytes(), UTF_8).replace("${GATEWAY}", gatewayTarget);
      client.load(new ByteArrayInputStream(text.getBytes(UTF_8))).serverSideApply();
    }
  }

  /** A kubeconfig of the trainers' service account, which may do no more than they need. */
  Path trainerKubeconfig(Path folder) throws IOException {
    String token =
        client
            .serviceAccounts()
            .inNamespace(NAMESPACE)
            .withName(DEPLOYMENT)
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    return Files.writeString(
        folder.resolve("trainer.kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: lab, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
        users: [{name: trainer, user: {token: "%s"}}]
        contexts: [{name: lab, context: {cluster: lab, user: trainer}}]
        current-context: lab
        """
            .formatted(config.getMasterUrl(), token));
  }

  /** The Deployment's pods that are not being deleted, oldest first. */
  List<Pod> pods() {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app", DEPLOYMENT)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .sorted(
            Comparator.comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp())
                .thenComparing(pod -> pod.getMetadata().getName()))
        .toList();
  }

  /** Waits until there are so many, all of them running. */
  List<Pod> awaitRunning(int count) throws InterruptedException {
    return await(
        count + " running pods",
        pods ->
            pods.size() == count
                && pods.stream().allMatch(pod -> pod.getStatus().getPhase().equals("Running")));
  }

  /** Waits until one pod's deletion cost is as wanted. */
  void awaitCost(String pod, Predicate<Optional<String>> wanted) throws InterruptedException {
    var unused =
        await(
            "another deletion cost of " + pod,
            pods ->
                pods.stream()
                    .filter(one -> one.getMetadata().getName().equals(pod))
                    .anyMatch(one -> wanted.test(cost(one))));
  }

  static Optional<String> cost(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getAnnotations()).map(all -> all.get(COST));
  }

  /** As kubectl would show it. */
  static String text(Pod pod) {
    return "  %s on %s, %s, deletion cost %s"
        .formatted(
            pod.getMetadata().getName(),
            pod.getSpec().getNodeName(),
            pod.getStatus().getPhase(),
            cost(pod).orElse("none"));
  }

  @Override
  public void close() {
    client.namespaces().withName(NAMESPACE).delete();
    client.close();
  }

  private List<Pod> await(String what, Predicate<List<Pod>> wanted) throws InterruptedException {
    long late = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    List<Pod> pods = pods();
    while (!wanted.test(pods)) {
      if (System.nanoTime() > late) {
        throw new AssertionError("No " + what + ", but " + pods.stream().map(Lab::text).toList());
      }
      Thread.sleep(100);
      pods = pods();
    }
    return pods;
  }
}
