package zoodip.evaluator.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** How an evaluator works. */
@ConfigMapping(prefix = "evaluator")
public interface EvaluatorConfig {
  /** Names this process in events and logs. */
  @WithDefault("evaluator/${HOSTNAME:local}")
  String name();

  /** Evaluations worked on at one time. */
  @WithDefault("1")
  int slots();

  /** What CLIP and DINOv2 compute on: {@code cpu}, or {@code gpu0} with a libtorch for CUDA. */
  @WithDefault("cpu")
  String device();

  /** The service that generates images. */
  Inference inference();

  /** Between two events of progress. */
  @WithDefault("PT3S")
  Duration progressInterval();

  /** CLIP models in memory, and as many DINOv2 models. */
  @WithDefault("2")
  int encoders();

  /** Side of the contact sheet's cells, in pixels. */
  @WithDefault("128")
  int sheetCell();

  /** Prompts on the contact sheet at most, and images of each. */
  @WithDefault("25")
  int sheetPrompts();

  @WithName("sheet-pictures")
  @WithDefault("8")
  int sheetImages();

  /** How images are asked for. */
  interface Inference {
    /** Where, host:port of the inference service's gRPC. */
    @WithDefault("localhost:9003")
    String target();

    /** Images asked for in one call. */
    @WithName("pictures")
    @WithDefault("64")
    int imagesPerCall();

    /** How long its calls may fail one after the other before the evaluation is put back. */
    @WithDefault("PT5M")
    Duration patience();

    /** Silence after which a node is asked whether it is still there; ten seconds at least. */
    @WithDefault("PT20S")
    Duration keepAlive();

    /**
     * How long a node that is there may say nothing before the call fails: longer than the longest
     * step, and than a model takes to be loaded.
     */
    @WithDefault("PT10M")
    Duration stallTimeout();
  }
}
