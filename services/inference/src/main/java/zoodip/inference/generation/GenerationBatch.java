package zoodip.inference.generation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import zoodip.diffusion.generation.ImageRequest;
import zoodip.diffusion.prompt.TokenEmbedding;
import zoodip.inference.concepts.LearnedConcept;
import zoodip.inference.v1.DrawRow;
import zoodip.platform.prompts.Placeholders;
import zoodip.v1.GenerationSettings;

/**
 * Rows of one or more calls that are generated together.
 *
 * @param plan of all of them
 */
record GenerationBatch(GenerationPlan plan, List<Entry> entries) {

  /**
   * A row of the batch.
   *
   * @param index of the row in its call
   */
  record Entry(GenerationCall call, int index) {
    DrawRow row() {
      return call.row(index);
    }

    /** Those that this row names. */
    List<LearnedConcept> concepts() {
      return Placeholders.in(row().getPrompt(), row().getNegativePrompt()).stream()
          .map(call.concepts()::get)
          .toList();
    }
  }

  /** Takes the rows of the shares, of which there is at least one. */
  static GenerationBatch take(List<BatchShare<GenerationCall>> shares) {
    List<Entry> entries = new ArrayList<>();
    for (BatchShare<GenerationCall> share : shares) {
      int first = share.call().take(share.rows());
      for (int row = first; row < first + share.rows(); row++) {
        entries.add(new Entry(share.call(), row));
      }
    }
    return new GenerationBatch(shares.get(0).call().plan(), List.copyOf(entries));
  }

  Set<GenerationCall> calls() {
    return entries.stream().map(Entry::call).collect(Collectors.toSet());
  }

  List<ImageRequest> requests() {
    GenerationSettings settings = plan.settings();
    return entries.stream()
        .map(Entry::row)
        .map(
            row ->
                new ImageRequest(
                    row.getPrompt(),
                    row.getNegativePrompt(),
                    row.getSeed(),
                    settings.getWidth(),
                    settings.getHeight()))
        .toList();
  }

  /** The concepts that the batch's rows name, each once. */
  List<TokenEmbedding> concepts() {
    Map<String, TokenEmbedding> found = new TreeMap<>();
    for (Entry entry : entries) {
      entry.concepts().forEach(one -> found.put(one.placeholder(), one.embedding()));
    }
    return List.copyOf(found.values());
  }

  /** The same rows as one batch for each call. */
  List<GenerationBatch> byCall() {
    Map<GenerationCall, List<Entry>> parts =
        entries.stream()
            .collect(Collectors.groupingBy(Entry::call, LinkedHashMap::new, Collectors.toList()));
    return parts.values().stream().map(part -> new GenerationBatch(plan, part)).toList();
  }
}
