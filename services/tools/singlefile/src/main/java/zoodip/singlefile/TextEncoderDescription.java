package zoodip.singlefile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be said of a text encoder and its tokenizer.
 *
 * @param json its config.json
 * @param tokenizerFolder where its tokenizer goes
 * @param tokens the longest text
 * @param padding the token that fills a text up
 */
record TextEncoderDescription(
    Map<String, Object> json, String tokenizerFolder, int tokens, String padding) {
  private static final String TOKENS = "text_model.embeddings.token_embedding.weight";
  private static final String POSITIONS = "text_model.embeddings.position_embedding.weight";
  private static final String LAYERS = "text_model.encoder.layers.";
  private static final String PROJECTION = "text_projection.weight";

  /**
   * Of one encoder.
   *
   * @param open whether it is OpenCLIP's, which no shape tells
   */
  static TextEncoderDescription of(PipelineComponent encoder, boolean open) {
    StateDict weights = encoder.weights();
    return new TextEncoderDescription(
        json(weights, open ? "gelu" : "quick_gelu"),
        encoder.folder().replace("text_encoder", "tokenizer"),
        weights.dimension(POSITIONS, 0),
        // OpenCLIP fills up with id 0
        open ? "!" : "<|endoftext|>");
  }

  private static Map<String, Object> json(StateDict weights, String activation) {
    boolean projects = weights.has(PROJECTION);
    int width = weights.dimension(TOKENS, 1);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(
        "architectures", List.of(projects ? "CLIPTextModelWithProjection" : "CLIPTextModel"));
    fields.put("bos_token_id", 0);
    // as in the folders that diffusers publishes: the highest id ends a text
    fields.put("eos_token_id", 2);
    fields.put("hidden_act", activation);
    fields.put("hidden_size", width);
    fields.put("intermediate_size", weights.dimension(LAYERS + "0.mlp.fc1.weight", 0));
    fields.put("layer_norm_eps", 1e-5);
    fields.put("max_position_embeddings", weights.dimension(POSITIONS, 0));
    fields.put("model_type", "clip_text_model");
    fields.put("num_attention_heads", GroupCounts.heads(width));
    fields.put("num_hidden_layers", weights.count(LAYERS + "%d.mlp.fc1.weight"));
    fields.put("pad_token_id", 1);
    fields.put("projection_dim", projects ? weights.dimension(PROJECTION, 0) : width);
    fields.put("vocab_size", weights.dimension(TOKENS, 0));
    return fields;
  }
}
