package zoodip.evaluator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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

  /** The service that draws. */
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

  /** Prompts on the contact sheet at most, and pictures of each. */
  @WithDefault("25")
  int sheetPrompts();

  @WithDefault("8")
  int sheetPictures();

  /** How pictures are asked for. */
  interface Inference {
    /** Where, host:port of the inference service's gRPC. */
    @WithDefault("localhost:9003")
    String target();

    /** Pictures asked for in one call. */
    @WithDefault("64")
    int pictures();

    /** How long it may refuse or not answer before the evaluation is put back. */
    @WithDefault("PT5M")
    Duration patience();
  }
}
