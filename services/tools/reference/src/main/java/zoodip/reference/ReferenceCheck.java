package zoodip.reference;

import java.nio.file.Path;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.latent.ForwardProcess;
import zoodip.diffusion.latent.LatentModel;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;

/**
 * Compares a model of this engine, in fp32, with tensors that the reference implementation computed
 * with the same weights.
 */
public final class ReferenceCheck {
  private ReferenceCheck() {}

  /**
   * Computes every entry of a reference file on the processor.
   *
   * @param modelFolder a folder of diffusers (text-to-image) or transformers (CLIP, DINOv2)
   * @param referenceFile a safetensors file whose metadata {@code spec} names family and tolerances
   * @throws ReferenceException for a file that is no reference file
   */
  public static ReferenceReport run(Path modelFolder, Path referenceFile) {
    return run(modelFolder, referenceFile, "cpu");
  }

  /** The same on a device: {@code cpu} or {@code gpu0}. */
  public static ReferenceReport run(Path modelFolder, Path referenceFile, String device) {
    ModelOptions options = ModelOptions.on(device, Precision.FP32, Compute.FP32);
    TorchThread.startOn(device);
    return TorchThread.shared().call(() -> check(modelFolder, referenceFile, options));
  }

  private static ReferenceReport check(Path modelFolder, Path referenceFile, ModelOptions options) {
    try (Reference reference = Reference.open(referenceFile)) {
      switch (reference.family()) {
        case "sd15", "sd21", "sdxl" -> textToImage(reference, modelFolder, options);
        case "clip" -> new ClipCheck(reference, modelFolder, options).run();
        case "dinov2" -> new DinoCheck(reference, modelFolder, options).run();
        default ->
            throw new ReferenceException(
                referenceFile,
                "is of family "
                    + reference.family()
                    + "; known are sd15, sd21, sdxl, clip and dinov2");
      }
      new ResizeCheck(reference).run();
      return reference.report();
    }
  }

  private static void textToImage(Reference reference, Path folder, ModelOptions options) {
    try (LatentModel model = LatentModel.open(folder, options)) {
      new TokenCheck(reference, model.conditioner()).run();
      new NetworkCheck(reference, model).run();
      new SchedulerCheck(reference, ForwardProcess.of(model.scheduler())).run();
      new TrainingCheck(reference, model).run();
      new PipelineCheck(reference, model).run();
    }
  }
}
