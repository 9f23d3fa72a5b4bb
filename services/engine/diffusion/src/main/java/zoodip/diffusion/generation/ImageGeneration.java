package zoodip.diffusion.generation;

import ai.djl.ndarray.NDArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zoodip.diffusion.engine.MemorySplit;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.latent.Decoder;
import zoodip.diffusion.latent.GuidedSampling;
import zoodip.diffusion.latent.GuidedText;
import zoodip.diffusion.latent.ImageNoise;
import zoodip.diffusion.latent.LatentModel;
import zoodip.diffusion.latent.LatentSize;
import zoodip.diffusion.latent.TextBatch;
import zoodip.diffusion.prompt.ConceptTable;
import zoodip.diffusion.prompt.PromptException;
import zoodip.diffusion.prompt.TokenEmbedding;
import zoodip.diffusion.scheduler.PredictedOriginalSample;
import zoodip.diffusion.scheduler.SamplingPlan;
import zoodip.diffusion.scheduler.Schedulers;
import zoodip.images.RgbImage;

/**
 * Generates the images of one call, batch by batch. Every step is a turn of its own on the engine,
 * so that a training on the same engine goes on between steps.
 */
public final class ImageGeneration {
  private final LatentModel model;
  private final GenerationOptions options;
  private final List<TokenEmbedding> concepts;
  private final ConceptTable table;
  private final SamplingPlan plan;
  private final PredictedOriginalSample clean;

  /**
   * Checks the options and the concepts.
   *
   * @throws PromptException for concepts of another model or of one name
   * @throws zoodip.diffusion.scheduler.SchedulerException for an unknown scheduler
   */
  public ImageGeneration(
      LatentModel model, GenerationOptions options, List<TokenEmbedding> concepts) {
    this.model = model;
    this.options = options;
    this.concepts = concepts;
    this.table = ConceptTable.of(concepts);
    String scheduler = options.scheduler().orElse(model.scheduler().className());
    this.plan = Schedulers.forGeneration(scheduler, model.scheduler()).plan(options.steps());
    this.clean = PredictedOriginalSample.of(model.scheduler(), plan);
    concepts.forEach(this::checkWidths);
  }

  private void checkWidths(TokenEmbedding concept) {
    List<Integer> widths = concept.vectors().stream().map(rows -> rows[0].length).toList();
    if (!widths.equals(model.conditioner().widths())) {
      throw new PromptException(
          concept.placeholder()
              + " has vectors of width "
              + widths
              + ", but the model's text encoders take "
              + model.conditioner().widths());
    }
  }

  /** Generates images, in the order of the requests. */
  public List<RgbImage> generate(List<ImageRequest> requests, GenerationProgress progress) {
    requests.forEach(this::check);
    List<List<Integer>> batches = batches(requests);
    Steps steps = new Steps(progress, batches.size() * plan.calls());
    RgbImage[] images = new RgbImage[requests.size()];
    for (List<Integer> batch : batches) {
      List<RgbImage> generated =
          MemorySplit.inParts(batch, part -> generate(requests, part, steps));
      for (int i = 0; i < batch.size(); i++) {
        images[batch.get(i)] = generated.get(i);
      }
    }
    return Arrays.asList(images);
  }

  private void check(ImageRequest request) {
    model.requireSize(request.width(), request.height());
    model
        .conditioner()
        .tokenizers()
        .forEach(
            tokenizer -> {
              tokenizer.ids(request.prompt(), table);
              tokenizer.ids(request.negativePrompt(), table);
            });
  }

  /** Indices of requests of equal size and equal kind of negative side, at most batchSize each. */
  private List<List<Integer>> batches(List<ImageRequest> requests) {
    Map<List<Object>, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < requests.size(); i++) {
      ImageRequest request = requests.get(i);
      List<Object> key = List.of(request.width(), request.height(), zeroNegative(request));
      groups.computeIfAbsent(key, any -> new ArrayList<>()).add(i);
    }
    List<List<Integer>> batches = new ArrayList<>();
    for (List<Integer> group : groups.values()) {
      for (int i = 0; i < group.size(); i += options.batchSize()) {
        batches.add(group.subList(i, Math.min(group.size(), i + options.batchSize())));
      }
    }
    return batches;
  }

  private boolean zeroNegative(ImageRequest request) {
    return model.index().zeroEmptyPrompt() && request.negativePrompt().isBlank();
  }

  private List<RgbImage> generate(List<ImageRequest> requests, List<Integer> indices, Steps steps) {
    List<ImageRequest> batch = indices.stream().map(requests::get).toList();
    LatentSize size = model.size(batch.get(0).width(), batch.get(0).height());
    List<ImageNoise> noise = batch.stream().map(r -> new ImageNoise(r.seed())).toList();
    long begun = System.nanoTime();
    GuidedSampling guidedSampling = TorchThread.shared().call(() -> start(batch, size, noise));
    long encoded = System.nanoTime();
    int before = steps.done;
    try {
      while (!guidedSampling.finished()) {
        int call = guidedSampling.calls();
        TorchThread.shared()
            .run(() -> guidedSampling.step(i -> noise.get(i).step(call, size.values())));
        // a GPU is not waited for: its flags, too, are looked at once all steps are under way
        if (model.isOnCpu() || guidedSampling.finished()) {
          requireFinite(guidedSampling, indices);
        }
        steps.done();
        preview(guidedSampling, size, indices, steps.progress);
      }
      long denoised = System.nanoTime();
      List<RgbImage> images = decoded(size, guidedSampling, indices);
      steps.progress.took(time(begun, encoded, denoised, System.nanoTime()));
      return images;
    } catch (RuntimeException e) {
      steps.repeated(steps.done - before + plan.calls());
      throw e;
    } finally {
      TorchThread.shared().run(guidedSampling::close);
    }
  }

  /** Of all steps so far: it counts that an image was no numbers, whatever came of it later. */
  private static void requireFinite(GuidedSampling guidedSampling, List<Integer> indices) {
    TorchThread.shared()
        .call(guidedSampling::firstNotFinite)
        .ifPresent(
            i -> {
              throw new ImageNotFiniteException(indices.get(i));
            });
  }

  private List<RgbImage> decoded(
      LatentSize size, GuidedSampling guidedSampling, List<Integer> indices) {
    List<Optional<RgbImage>> decoded =
        TorchThread.shared().call(() -> Decoder.images(model, size, guidedSampling));
    List<RgbImage> images = new ArrayList<>();
    for (int i = 0; i < decoded.size(); i++) {
      int request = indices.get(i);
      images.add(decoded.get(i).orElseThrow(() -> new ImageNotFiniteException(request)));
    }
    return images;
  }

  private static GenerationTime time(long begun, long encoded, long denoised, long decoded) {
    return new GenerationTime(
        Duration.ofNanos(encoded - begun),
        Duration.ofNanos(denoised - encoded),
        Duration.ofNanos(decoded - denoised));
  }

  private void preview(
      GuidedSampling guidedSampling,
      LatentSize size,
      List<Integer> indices,
      GenerationProgress progress) {
    for (int i = 0; i < indices.size() && !guidedSampling.finished(); i++) {
      int place = i;
      if (progress.wantsPreview(indices.get(i), guidedSampling.calls())) {
        List<Optional<RgbImage>> foreseen =
            TorchThread.shared()
                .call(
                    () ->
                        Decoder.images(
                            model, size, List.of(guidedSampling.foreseen(clean, place))));
        foreseen.get(0).ifPresent(image -> progress.preview(indices.get(place), image));
      }
    }
  }

  private GuidedSampling start(List<ImageRequest> batch, LatentSize size, List<ImageNoise> noise) {
    List<float[]> first = noise.stream().map(stream -> stream.first(size.values())).toList();
    try (TensorScope scope = model.scope()) {
      return new GuidedSampling(
          model, plan, text(scope, batch), options.guidanceScale(), size, first);
    }
  }

  private GuidedText text(TensorScope scope, List<ImageRequest> batch) {
    boolean zeros = options.guided() && zeroNegative(batch.get(0));
    List<NDArray> negatives =
        options.guided() && !zeros
            ? ids(scope, batch.stream().map(ImageRequest::negativePrompt).toList())
            : List.of();
    return new GuidedText(
        ids(scope, batch.stream().map(ImageRequest::prompt).toList()),
        negatives,
        zeros,
        TextBatch.concepts(scope, model.conditioner(), concepts));
  }

  private List<NDArray> ids(TensorScope scope, List<String> prompts) {
    return TextBatch.ids(scope, model.conditioner(), prompts, table);
  }

  /** Counts steps over all batches. */
  private static final class Steps {
    private final GenerationProgress progress;
    private int of;
    private int done;

    Steps(GenerationProgress progress, int of) {
      this.progress = progress;
      this.of = of;
    }

    /** A batch has failed, and may be tried again as two. */
    void repeated(int steps) {
      of += steps;
    }

    void done() {
      done++;
      if (!progress.step(done, of)) {
        throw new GenerationStoppedException(done, of);
      }
    }
  }
}
