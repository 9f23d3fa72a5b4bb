package zoodip.inference.generation;

import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import zoodip.inference.concepts.LearnedConcept;
import zoodip.inference.v1.DrawProgress;
import zoodip.inference.v1.DrawRow;

/**
 * A call that is being served or waits to be. Rows are taken in order; what is taken was generated,
 * or is in the batch that is being generated. Guarded by the queue it stands in.
 */
final class GenerationCall implements Schedulable<GenerationCall> {
  private final GenerationPlan plan;
  private final List<DrawRow> rows;
  private final Map<String, LearnedConcept> concepts;
  private final int previewInterval;
  private final ImageFileOptions files;
  private final int batchRows;
  private final ResponseSink sink;
  private final Context trace = Context.current();
  private final long since = System.nanoTime();

  private int taken;
  private int inBatch;
  private int stepsDone;
  private int reportedPosition = -1;
  private volatile DrawProgress progress = DrawProgress.getDefaultInstance();

  /**
   * @param concepts by placeholder, all that the rows name
   * @param previewInterval steps between previews; 0 for none
   * @param files what the images' files are like
   * @param batchRows rows of the model's own size that fit in one batch
   */
  GenerationCall(
      GenerationPlan plan,
      List<DrawRow> rows,
      Map<String, LearnedConcept> concepts,
      int previewInterval,
      ImageFileOptions files,
      int batchRows,
      ResponseSink sink) {
    this.plan = plan;
    this.rows = rows;
    this.concepts = concepts;
    this.previewInterval = previewInterval;
    this.files = files;
    this.batchRows = plan.batchRows(batchRows);
    this.sink = sink;
  }

  /** The trace that it was made in. */
  Context trace() {
    return trace;
  }

  /** Since it was made. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  GenerationPlan plan() {
    return plan;
  }

  DrawRow row(int index) {
    return rows.get(index);
  }

  Map<String, LearnedConcept> concepts() {
    return concepts;
  }

  int previewInterval() {
    return previewInterval;
  }

  ImageFileOptions files() {
    return files;
  }

  ResponseSink sink() {
    return sink;
  }

  @Override
  public int waitingRows() {
    return sink.isClosed() ? 0 : Math.max(0, Math.min(rows.size() - taken, sink.room()));
  }

  @Override
  public int batchRows() {
    return batchRows;
  }

  /** Two tenants may give one name to different concepts; a batch knows each name once. */
  @Override
  public boolean canBatchWith(GenerationCall other) {
    return plan.equals(other.plan)
        && concepts.values().stream()
            .allMatch(
                concept -> {
                  LearnedConcept same = other.concepts.get(concept.placeholder());
                  return same == null || same.sha256().equals(concept.sha256());
                });
  }

  @Override
  public String modelDigest() {
    return plan.model().getDigest();
  }

  /** Takes the next rows for a batch. */
  int take(int count) {
    int first = taken;
    taken += count;
    inBatch = count;
    return first;
  }

  /** The batch with the rows taken last is generated. */
  void generated(int steps) {
    stepsDone += steps;
    inBatch = 0;
  }

  boolean isFinished() {
    return taken == rows.size() && inBatch == 0;
  }

  /** Images that are not generated yet, if somebody still waits for them. */
  int pendingImages() {
    return sink.isClosed() ? 0 : rows.size() - taken + inBatch;
  }

  boolean isWaiting() {
    return taken == 0;
  }

  /** Tells the sink how many calls wait before this one, if that has changed. */
  void reportPosition(int position) {
    if (position != reportedPosition) {
      reportedPosition = position;
      report(DrawProgress.newBuilder().setQueued(position).build());
    }
  }

  /**
   * Tells the sink how far it is. Later batches count as full ones, so the whole can grow a little
   * where a batch is shared with other calls.
   *
   * @param step steps done of this batch
   * @param of steps of a batch
   */
  void reportProgress(int step, int of) {
    int batchesLeft = (rows.size() - taken + batchRows - 1) / batchRows;
    report(
        DrawProgress.newBuilder()
            .setStep(stepsDone + step)
            .setSteps(stepsDone + of * (1 + batchesLeft))
            .build());
  }

  /** Reports again how far it is: it waits, but the node generates. */
  void repeatProgress() {
    sink.progress(progress);
  }

  private void report(DrawProgress news) {
    progress = news;
    sink.progress(news);
  }
}
