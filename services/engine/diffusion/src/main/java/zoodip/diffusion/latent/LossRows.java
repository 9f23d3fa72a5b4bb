package zoodip.diffusion.latent;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import zoodip.diffusion.engine.MemorySplit;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.text.TextEncoder;
import zoodip.diffusion.training.BatchSharing;
import zoodip.diffusion.training.StepTimings;
import zoodip.diffusion.unet.Condition;

/**
 * Steps of several trainings as one batch. Its rows are ordered by candidate: the first candidate
 * of every training, then the second of every training, and so on, so that row r is of training r
 * mod their number. Belongs on the engine's thread.
 */
public final class LossRows {
  private final LatentModel model;
  private final List<LossRow> rows;
  private final TensorScope scope;
  private final StepTimings timings;

  private LossRows(List<LossRow> rows, TensorScope scope, StepTimings timings) {
    model = rows.get(0).model();
    this.rows = rows;
    this.scope = scope;
    this.timings = timings;
  }

  /**
   * The losses of each step's candidates; steps of different models or sizes are computed one kind
   * after the other.
   *
   * @param timings is told what the networks take
   */
  public static List<float[]> losses(
      List<LossRow> rows, BatchSharing batchSharing, StepTimings timings) {
    Map<LossRow.Kind, List<Integer>> kinds = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      kinds.computeIfAbsent(rows.get(i).kind(), kind -> new ArrayList<>()).add(i);
    }
    float[][] losses = new float[rows.size()][];
    kinds.forEach(
        (kind, members) -> {
          float[][] ofKind = batch(members.stream().map(rows::get).toList(), batchSharing, timings);
          for (int i = 0; i < ofKind.length; i++) {
            losses[members.get(i)] = ofKind[i];
          }
        });
    return List.of(losses);
  }

  /**
   * Large latents take their candidates a few at a time, so that a step of many candidates needs no
   * more memory than the published one of three; fewer yet where the device's memory does not
   * suffice. The first candidate is in each part: int8 arithmetic rounds the others by their
   * difference from it.
   */
  private static float[][] batch(List<LossRow> rows, BatchSharing batchSharing, StepTimings times) {
    int candidates = rows.get(0).candidates().length;
    float[][] losses = new float[rows.size()][candidates];
    for (int[] part : CandidateParts.of(candidates, rows.get(0).size())) {
      var unused =
          MemorySplit.inParts(
              CandidateParts.compared(part),
              some -> {
                fill(losses, rows, CandidateParts.withFirst(some), batchSharing, times);
                return some;
              });
    }
    return losses;
  }

  private static void fill(
      float[][] losses,
      List<LossRow> rows,
      int[] part,
      BatchSharing batchSharing,
      StepTimings times) {
    List<LossRow> ofPart = rows.stream().map(row -> row.withCandidates(part)).toList();
    try (TensorScope scope = rows.get(0).model().scope()) {
      float[] all = new LossRows(ofPart, scope, times).compute(batchSharing);
      for (int i = 0; i < all.length; i++) {
        losses[i % rows.size()][part[i / rows.size()]] = all[i];
      }
    }
  }

  /**
   * What the UNet says for each candidate of a step.
   *
   * @return [candidates * values of the latents]
   */
  public static float[] outputs(LossRow row) {
    try (TensorScope scope = row.model().scope()) {
      LossBatch batch =
          new LossRows(List.of(row), scope, new StepTimings()).batch(BatchSharing.FAST);
      Condition condition = row.model().condition(scope, batch);
      return row.model()
          .unet()
          .predict(scope, batch.noisy(), batch.timesteps(), condition)
          .toFloatArray();
    }
  }

  /**
   * The loss of a step's only candidate and its gradient.
   *
   * @throws UnsupportedOperationException if the UNet's arithmetic has no gradient
   */
  public static LossGradient gradient(LossRow row) {
    try (TensorScope scope = row.model().scope()) {
      LossBatch batch =
          new LossRows(List.of(row), scope, new StepTimings()).batch(BatchSharing.STRICT);
      return row.model().gradient(scope, batch);
    }
  }

  private LossBatch batch(BatchSharing batchSharing) {
    long[] timesteps = rows.stream().mapToLong(LossRow::timestep).toArray();
    return new LossBatch(
        latents(LossRow::noisy),
        latents(LossRow::target),
        scope.longs(timesteps, timesteps.length),
        ids(),
        concepts(),
        common(),
        sizes(),
        batchSharing);
  }

  private float[] compute(BatchSharing batchSharing) {
    LossBatch batch = batch(batchSharing);
    long start = System.nanoTime();
    Condition condition = model.condition(scope, batch);
    long read = System.nanoTime();
    float[] losses = model.losses(scope, batch, condition);
    timings.add(read - start, System.nanoTime() - read);
    return losses;
  }

  private NDArray latents(Function<LossRow, float[]> part) {
    LatentSize size = rows.get(0).size();
    float[] values = new float[rows.size() * size.values()];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(part.apply(rows.get(i)), 0, values, i * size.values(), size.values());
    }
    return scope.floats(values, rows.size(), size.channels(), size.height(), size.width());
  }

  private int candidates() {
    return rows.get(0).candidates().length;
  }

  private List<NDArray> ids() {
    List<NDArray> tensors = new ArrayList<>();
    for (int encoder = 0; encoder < rows.get(0).ids().size(); encoder++) {
      int tokens = rows.get(0).ids().get(encoder).length;
      long[] ids = new long[rows.size() * tokens];
      for (int i = 0; i < rows.size(); i++) {
        System.arraycopy(rows.get(i).ids().get(encoder), 0, ids, i * tokens, tokens);
      }
      tensors.add(scope.longs(ids, rows.size(), tokens));
    }
    return tensors;
  }

  private List<Integer> common() {
    List<TextEncoder> encoders = model.conditioner().encoders();
    return IntStream.range(0, encoders.size())
        .mapToObj(
            i -> encoders.get(i).commonTokens(rows.stream().map(row -> row.ids().get(i)).toList()))
        .toList();
  }

  private List<NDArray> concepts() {
    List<NDArray> tensors = new ArrayList<>();
    int vectors = rows.get(0).vectors();
    int from = 0;
    for (int width : model.conditioner().widths()) {
      int count = vectors * width;
      float[] values = new float[candidates() * rows.size() * count];
      for (int row = 0; row < candidates() * rows.size(); row++) {
        float[] candidate = rows.get(row % rows.size()).candidates()[row / rows.size()];
        System.arraycopy(candidate, from, values, row * count, count);
      }
      tensors.add(scope.floats(values, values.length / count, vectors, width));
      from += count;
    }
    return tensors;
  }

  private NDArray sizes() {
    float[] conditions = rows.get(0).size().conditions();
    return scope.floats(conditions, 1, conditions.length);
  }
}
