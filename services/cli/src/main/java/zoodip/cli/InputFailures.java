package zoodip.cli;

import java.util.List;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.engine.EngineStartException;
import zoodip.diffusion.network.WeightException;
import zoodip.diffusion.prompt.PromptException;
import zoodip.diffusion.scheduler.SchedulerException;
import zoodip.reference.ReferenceException;
import zoodip.safetensors.SafetensorsException;

/** The failures that speak about what the command was given, not about the command. */
final class InputFailures {
  private static final List<Class<? extends Exception>> KINDS =
      List.of(
          ConfigException.class,
          EngineStartException.class,
          PromptException.class,
          ReferenceException.class,
          SafetensorsException.class,
          SchedulerException.class,
          WeightException.class);

  private InputFailures() {}

  static boolean is(Exception failure) {
    return KINDS.stream().anyMatch(kind -> kind.isInstance(failure));
  }
}
