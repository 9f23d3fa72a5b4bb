package zoodip.singlefile;

import java.util.List;

/**
 * CLIP's text encoder as transformers names it, which Stable Diffusion 1 and the first encoder of
 * XL have; old files leave {@code text_model} out.
 */
final class ClipKeyMapping implements KeyMapping {
  private static final String LAYER =
      "encoder.layers.\\d+.(?:layer_norm[12]|self_attn.(?:q|k|v|out)_proj|mlp.fc[12])";
  private static final KeyPatterns TABLE =
      new KeyPatterns()
          .row(
              "(?:text_model.)?((?:embeddings.(?:token|position)_embedding.weight"
                  + "|final_layer_norm.(?:weight|bias)|"
                  + LAYER
                  + ".(?:weight|bias)))",
              "text_model.$1");

  @Override
  public List<LazyTensor> convert(String key, LazyTensor lazyTensor) {
    return TABLE.name(key).map(lazyTensor::named).stream().toList();
  }
}
