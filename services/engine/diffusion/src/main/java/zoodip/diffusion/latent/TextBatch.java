package zoodip.diffusion.latent;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.prompt.ConceptTable;
import zoodip.diffusion.prompt.PromptTokenizer;
import zoodip.diffusion.prompt.TokenEmbedding;
import zoodip.diffusion.text.Conditioner;
import zoodip.diffusion.text.TextEncoder;

/** Makes tensors of prompts and concepts. Belongs on the engine's thread. */
public final class TextBatch {
  private TextBatch() {}

  /** The ids of prompts, for each text encoder [prompts, tokens]. */
  public static List<NDArray> ids(
      TensorScope scope, Conditioner conditioner, List<String> prompts, ConceptTable concepts) {
    List<NDArray> tensors = new ArrayList<>();
    for (PromptTokenizer tokenizer : conditioner.tokenizers()) {
      int tokens = tokenizer.maxTokens();
      long[] ids = new long[prompts.size() * tokens];
      for (int i = 0; i < prompts.size(); i++) {
        System.arraycopy(tokenizer.ids(prompts.get(i), concepts), 0, ids, i * tokens, tokens);
      }
      tensors.add(scope.longs(ids, prompts.size(), tokens));
    }
    return tensors;
  }

  /** The vectors of concepts in the table's order, for each text encoder [1, vectors, width]. */
  public static List<NDArray> concepts(
      TensorScope scope, Conditioner conditioner, List<TokenEmbedding> concepts) {
    List<NDArray> tensors = new ArrayList<>();
    for (int i = 0; i < conditioner.encoders().size(); i++) {
      tensors.add(vectors(scope, conditioner.encoders().get(i), concepts, i));
    }
    return tensors;
  }

  private static NDArray vectors(
      TensorScope scope, TextEncoder encoder, List<TokenEmbedding> concepts, int index) {
    int width = encoder.config().width();
    int rows = concepts.stream().mapToInt(TokenEmbedding::size).sum();
    float[] values = new float[rows * width];
    int at = 0;
    for (TokenEmbedding concept : concepts) {
      for (float[] row : concept.vectors().get(index)) {
        System.arraycopy(row, 0, values, at, width);
        at += width;
      }
    }
    return scope.floats(values, 1, rows, width);
  }
}
