package zoodip.trainer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.training.BatchSharing;
import zoodip.trainer.spot.SpotNotice;

/** How a trainer works. */
@ConfigMapping(prefix = "trainer")
public interface TrainerConfig {
  /** What events and logs call this process. */
  @WithDefault("trainer-${hostname:${quarkus.uuid}}")
  String name();

  /** Jobs that are trained at a time, those of one model in common batches; 0 takes none. */
  @WithDefault("1")
  int slots();

  /**
   * What the jobs of a batch may share: with {@code strict}, a job's result is the same to the bit
   * whatever other jobs ran beside it.
   */
  @WithDefault("strict")
  BatchSharing batching();

  /**
   * How often losses go to the journal and progress to the watchers, at first: at least this much
   * time is between two segments, and the more, the more there are.
   */
  @WithDefault("PT3S")
  Duration flushInterval();

  /** Models that stay in memory, the one in use included. */
  @WithDefault("1")
  int openModels();

  /** {@code cpu}, or {@code gpu0} with a libtorch for CUDA. */
  @WithDefault("cpu")
  String device();

  /**
   * The arithmetic of the UNet: by default int8 where weights are int8, the model is large and the
   * processor is made for it, fp32 elsewhere. The text encoder's is fp32 anyway.
   */
  @WithDefault("training")
  Compute compute();

  /**
   * The Kubernetes pod that this process is in, {@code metadata.name} of the downward API: while
   * jobs are trained it has an annotation that keeps it. Empty: nothing is asked of Kubernetes.
   */
  @WithDefault("${pod.name:}")
  Optional<String> podName();

  /** The pod's namespace; by default that of the service account, or of the kubeconfig. */
  @WithDefault("${pod.namespace:}")
  Optional<String> podNamespace();

  /** Whose notices that this machine will be taken away are watched for. */
  @WithDefault("none")
  SpotNotice spotNotice();

  /** Where the machine's metadata are, at AWS and Google alike. */
  @WithDefault("http://169.254.169.254")
  URI spotNoticeUrl();

  /** Time between two looks for a notice. */
  @WithDefault("PT2S")
  Duration spotNoticeInterval();
}
